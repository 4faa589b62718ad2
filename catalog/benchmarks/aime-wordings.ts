/**
 * Marks (`statementMark` in formats/match) of other wordings of the AIME problems, by the number in our id: the copies of
 * the QwQ, rLLM and MathArena repositories differ from the canonical text and from each other. Found by equal gold and
 * shared words; no text is stored.
 */
export const AIME_WORDINGS: Record<string, Record<string, readonly string[]>> = {
  aime2024: {
    "12": ["d313371a3941be61", "f48f63fde1a5c931"],
    "14": ["30f3150ab0788931"],
    "20": ["1587f4c5a3da4457"],
    "22": ["3ec95dfb35831c86"],
    "23": ["d9c0619283e9ae85", "69fed55c67dcf490", "b8ed92b88a2dec8e"],
    "24": ["2b673c4103422823"],
    "25": ["7edc88bda88097c3"],
    "27": ["77070f3f510e68ce"],
    "29": ["b7bbebb1b5ef7529"],
    "30": ["182d1dfa4bc4f689", "338435b9776da31c"],
    "01": ["e10040cf42191aab"],
    "03": ["73c1b5269e811472"],
    "05": ["251c819d410defed", "8a17b2aaf2d055c8"],
    "06": ["44860ed18fb0d823", "7a1df2632a92afbb"],
    "08": ["159a03dd7efdf073", "b23b78fa1d7bfb86"],
    "09": ["6a050b5a7c871bc8"],
  },
  aime2025: {
    "10": ["28595ea3af7d117c"],
    "11": ["bf105d6fcc1fb909"],
    "13": ["5ed3f07c7f43471e"],
    "15": ["fb13d1c52f011895"],
    "18": ["7a6592c73773d496"],
    "19": ["c1620cf5098b43d9"],
    "20": ["996ef5c554f33c44"],
    "21": ["8a95d7581210a7ee"],
    "22": ["67545aa3a476951f"],
    "23": ["beb75f380edae890"],
    "25": ["5ecad95af6d1d414"],
    "27": ["57623302a960fe1d"],
    "28": ["bc4bbdd270d6ab54"],
    "29": ["453b3828dc44ddc8"],
    "02": ["2a51637cff68c288"],
    "08": ["65908292c6dd136b"],
  },
};

export const wordingsOf = (slug: string, id: string): { tool: string; alias: string }[] =>
  (AIME_WORDINGS[slug]?.[id.slice(-2)] ?? []).map((alias) => ({ tool: "statement", alias }));
