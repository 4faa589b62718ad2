/** What a version of a verifier changed; newest first. A verdict that moves needs a new version and a new entry. */
export type VerifierVersion = { version: string; released: string; changes: readonly string[] };

export const VERIFIER_VERSIONS: readonly VerifierVersion[] = [
  {
    version: "1.3.0",
    released: "2026-11-23",
    changes: [
      "Sums and products without end or written with dots, limits, derivatives written as operators, subfactorials, the gamma function.",
      "Classes of remainders, functions defined by cases, free constants of general solutions, permutations of a point, integers in a range.",
      "Indian and dotted thousands, $70K, degrees with minutes, prefixes of units, temperatures, chemical formulas, sentences that state a word.",
      "No longer equal: answers with contrary words, a percentage and a quantity, nested sets, three letters in another order, a cut fraction, what a question asks.",
    ],
  },
  {
    version: "1.2.0",
    released: "2026-11-22",
    changes: [
      "Currencies, temperature scales and radians differ from each other; amounts with a scale word; compound quantities; units over units.",
      "Families of solutions with a parameter, phrases about solutions, dates, numbers in words, solutions of an inequality against an interval.",
      "Notations of combinations, unit vectors, the identity matrix, systems, decimal commas in braces, dotted periods, bases on words.",
      'A bound ("at least 42") and a denied answer in any language are no answer; digits of other scripts and full-width letters are read.',
    ],
  },
  {
    version: "1.1.0",
    released: "2026-11-22",
    changes: [
      "Clock times, ordinals, scale words, decimal marks by language, unknown functions by sample points.",
      "Answers in sentences and columns, bare replies, negated phrases and options.",
      "GSM8K declares its last-number convention as a policy, so its verdicts have another key.",
    ],
  },
  {
    version: "1.0.0",
    released: "2026-11-21",
    changes: [
      "First version: extraction from whole outputs, own parser of the answer language, exact rationals, two primes, sample points, policies in the key.",
    ],
  },
];

/** The same for verdicts on programs, whose keys also name engine and Python. */
export const CODE_VERDICT_VERSIONS: readonly VerifierVersion[] = [
  {
    version: "1.2.0",
    released: "2026-11-22",
    changes: [
      "The key names the Python by its minor version, because programs behave differently between two.",
      "CPU time decides in WebAssembly Python, too, with a clock four times as patient: a busy machine fails no right program.",
    ],
  },
  {
    version: "1.1.0",
    released: "2026-11-21",
    changes: [
      "Two sandboxes behind one interface, tests in another process than the program, expected values never in the program's.",
    ],
  },
];
