/** What single characters outside ASCII mean, written in the LaTeX that the lexer reads. */
const MEANINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "×": "*",
    "⋅": "*",
    "·": "*",
    "∙": "*",
    "•": "*",
    "∗": "*",
    "✕": "*",
    "÷": "/",
    "∕": "/",
    "⁄": "/",
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "±": "\\pm ",
    "∓": "\\mp ",
    "≤": "\\le ",
    "⩽": "\\le ",
    "≦": "\\le ",
    "≥": "\\ge ",
    "⩾": "\\ge ",
    "≧": "\\ge ",
    "≠": "\\ne ",
    "≈": "\\approx ",
    "≃": "\\approx ",
    "≅": "\\cong ",
    "∼": "\\sim ",
    "≡": "\\equiv ",
    "∈": "\\in ",
    "∋": "\\ni ",
    "∉": "\\notin ",
    "⊂": "\\subset ",
    "⊆": "\\subseteq ",
    "⊃": "\\supset ",
    "⊇": "\\supseteq ",
    "⊄": "\\nsubset ",
    "⊅": "\\nsupset ",
    "⊈": "\\nsubseteq ",
    "⊉": "\\nsupseteq ",
    "∪": "\\cup ",
    "∩": "\\cap ",
    "∖": "\\setminus ",
    "∅": "\\emptyset ",
    "∞": "\\infty ",
    "√": "\\surd ",
    "∛": "\\cuberoot ",
    "∜": "\\fourthroot ",
    "∑": "\\sum ",
    Σ: "\\Sigma ",
    "∏": "\\prod ",
    "∫": "\\int ",
    "∠": "\\angle ",
    "△": "\\triangle ",
    "°": "^\\circ ",
    º: "^\\circ ",
    "′": "'",
    "’": "'",
    "‘": "'",
    "″": "''",
    "“": '"',
    "”": '"',
    "→": "\\to ",
    "⇒": "\\to ",
    "∧": "\\land ",
    "∨": "\\lor ",
    "∥": "\\parallel ",
    "⊥": "\\perp ",
    "⌊": "\\lfloor ",
    "⌋": "\\rfloor ",
    "⌈": "\\lceil ",
    "⌉": "\\rceil ",
    "⟨": "\\langle ",
    "⟩": "\\rangle ",
    "…": "\\ldots ",
    "⋯": "\\ldots ",
    ℝ: "\\mathbb{R}",
    ℤ: "\\mathbb{Z}",
    ℕ: "\\mathbb{N}",
    ℚ: "\\mathbb{Q}",
    ℂ: "\\mathbb{C}",
    "½": "\\vulgar{1}{2}",
    "⅓": "\\vulgar{1}{3}",
    "⅔": "\\vulgar{2}{3}",
    "¼": "\\vulgar{1}{4}",
    "¾": "\\vulgar{3}{4}",
    "⅕": "\\vulgar{1}{5}",
    "⅖": "\\vulgar{2}{5}",
    "⅗": "\\vulgar{3}{5}",
    "⅘": "\\vulgar{4}{5}",
    "⅙": "\\vulgar{1}{6}",
    "⅚": "\\vulgar{5}{6}",
    "⅛": "\\vulgar{1}{8}",
    "⅜": "\\vulgar{3}{8}",
    "⅝": "\\vulgar{5}{8}",
    "⅞": "\\vulgar{7}{8}",
    "‰": "\\permil ",
    "¢": "\\text{ cents}",
    µ: "\\mu ",
    Å: "\\text{ angstrom}",
    "\u212b": "\\text{ angstrom}",
    "℃": "^\\circ C",
    "℉": "^\\circ F",
    "。": ".",
    "、": ",",
    α: "\\alpha ",
    β: "\\beta ",
    γ: "\\gamma ",
    δ: "\\delta ",
    ε: "\\epsilon ",
    ζ: "\\zeta ",
    η: "\\eta ",
    θ: "\\theta ",
    ι: "\\iota ",
    κ: "\\kappa ",
    λ: "\\lambda ",
    μ: "\\mu ",
    ν: "\\nu ",
    ξ: "\\xi ",
    π: "\\pi ",
    ρ: "\\rho ",
    σ: "\\sigma ",
    τ: "\\tau ",
    φ: "\\phi ",
    ϕ: "\\phi ",
    χ: "\\chi ",
    ψ: "\\psi ",
    ω: "\\omega ",
    Γ: "\\Gamma ",
    Δ: "\\Delta ",
    Θ: "\\Theta ",
    Λ: "\\Lambda ",
    Ξ: "\\Xi ",
    Π: "\\Pi ",
    Φ: "\\Phi ",
    Ψ: "\\Psi ",
    Ω: "\\Omega ",
  }),
);

const SUPERSCRIPTS = new Map(
  [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣʸ"].map((char, i) => [char, "0123456789+-=()nixy"[i] ?? ""]),
);
const SUBSCRIPTS = new Map(
  [..."₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢₓₖₘ"].map((char, i) => [char, "0123456789+-=()nixkm"[i] ?? ""]),
);

/**
 * Rewrites Unicode mathematics as LaTeX: operators, Greek letters, vulgar fractions, runs of superscripts and
 * subscripts, full-width forms; drops zero-width characters. ASCII text comes back as it is.
 */
export function unicodeToLatex(text: string): string {
  if (isAscii(text)) return text;
  let out = "";
  const chars = [...text];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? "";
    const code = char.codePointAt(0) ?? 0;
    if (code < 128) out += char;
    else if (SUPERSCRIPTS.has(char) || SUBSCRIPTS.has(char)) {
      const table = SUPERSCRIPTS.has(char) ? SUPERSCRIPTS : SUBSCRIPTS;
      let run = "";
      for (; i < chars.length && table.has(chars[i] ?? ""); i++) run += table.get(chars[i] ?? "");
      i--;
      out += `${table === SUPERSCRIPTS ? "^" : "_"}{${run}}`;
    } else out += meaningOf(char, code);
  }
  return out;
}

function meaningOf(char: string, code: number): string {
  const digit = foldedDigit(code);
  if (digit !== null) return digit;
  const meaning = MEANINGS.get(char);
  if (meaning !== undefined) return meaning;
  if (isInvisible(code)) return "";
  if (isWideSpace(code)) return " ";
  if (code >= 0xd800 && code <= 0xdfff) return "?";
  const folded = char.normalize("NFKC");
  const again = MEANINGS.get(folded);
  if (again !== undefined) return again;
  return folded === char || !isAscii(folded) ? char : folded;
}

/** First code of the runs of decimal digits that answers in other scripts are written with. */
const DIGIT_RUNS: readonly number[] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** The ASCII digit that an Arabic, Persian, Devanagari, Bengali, Thai or full-width digit stands for. */
function foldedDigit(code: number): string | null {
  const run = DIGIT_RUNS.find((first) => code >= first && code < first + 10);
  return run === undefined ? null : String(code - run);
}

/** Digits of other scripts and full-width letters as ASCII, one code unit for one, so that positions in a text stay. */
export function foldWidth(text: string): string {
  if (isAscii(text)) return text;
  return text.replace(
    /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g,
    (char) => foldedDigit(char.charCodeAt(0)) ?? String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
}

function isInvisible(code: number): boolean {
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2064) ||
    code === 0xfeff ||
    code === 0xad ||
    (code >= 0xfe00 && code <= 0xfe0f)
  );
}

function isWideSpace(code: number): boolean {
  return (
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
