/** Tables of the LaTeX commands and words that the answer language knows. Looked up by `Map`, never by object key. */

const spaced = (text: string): string[] => text.trim().split(/\s+/);

/** Commands that only lay out or size: dropped. */
export const IGNORED: ReadonlySet<string> = new Set(
  spaced(`left right middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr Biggl Biggr displaystyle textstyle
  scriptstyle scriptscriptstyle limits nolimits hfill mathstrut strut null allowbreak nonumber noindent boldmath
  rm bf it sf tt cal normalsize large Large LARGE huge Huge small tiny footnotesize scriptsize bfseries itshape quad qquad thinspace negthinspace medspace thickspace enspace
  enskip nobreakspace protect relax centering hline par smallskip medskip bigskip mathop mathrel mathbin mathord
  mathopen mathclose mathpunct mathinner checkmark blacksquare qed qedhere`),
);

/** Commands whose argument is dropped with them. */
export const DROPPED_WITH_ARGUMENT: ReadonlySet<string> = new Set(
  spaced("phantom hphantom vphantom hspace vspace label tag color kern mkern hskip vskip cellcolor footnote"),
);

/** Commands that show their one argument in some style: the argument stays. */
export const TRANSPARENT: ReadonlySet<string> = new Set(
  spaced(`boxed fbox framebox beginboxed mathbf boldsymbol bm mathit mathsf mathtt mathnormal mathcal mathfrak mathscr
  ensuremath underline underbrace overbrace widehat hat tilde widetilde vec mathbbm bold pmb smash mathring dot ddot
  emph bbox answer ans overrightarrow overleftarrow underset overset stackrel mathstrut cancel bcancel xcancel`),
);

/** Commands with an extra first argument that says nothing about the value. */
export const FIRST_ARGUMENT_DROPPED: ReadonlySet<string> = new Set(
  spaced("textcolor colorbox underset overset stackrel enclose href raisebox scalebox fcolorbox"),
);

export const TEXT_COMMANDS: ReadonlySet<string> = new Set(
  spaced(
    "text textbf textrm textit textsf texttt textnormal textup mbox hbox mathrm operatorname mathop textsc",
  ),
);

/** LaTeX commands that are one operator or bracket token. */
export const SYMBOL_COMMANDS: ReadonlyMap<string, string> = new Map(
  spaced(`cdot=* times=* ast=* star=* bullet=* div=/ slash=/ pm=pm mp=mp plusmn=pm le=<= leq=<= leqslant=<= leqq=<= ge=>= geq=>=
  geqslant=>= geqq=>= ne=!= neq=!= lt=< gt=> less=< approx=~ approxeq=~ simeq=~ thickapprox=~ doteq=~ sim=similar cong=congruent
  equiv=equiv in=in ni=ni owns=ni notin=notin subset=subset subseteq=subseteq supset=supset supseteq=supseteq
  subsetneq=subset supsetneq=supset nsubset=notsubset nsubseteq=notsubseteq nsupset=notsupset nsupseteq=notsupseteq
  cup=union bigcup=union sqcup=union cap=intersect bigcap=intersect setminus=setminus smallsetminus=setminus backslash=setminus
  to=to rightarrow=to longrightarrow=to Rightarrow=to Longrightarrow=to implies=to mapsto=to iff=to Leftrightarrow=to
  land=and wedge=and lor=or vee=or mid=| vert=| lvert=| rvert=| Vert=norm lVert=norm rVert=norm lfloor=lfloor rfloor=rfloor
  lceil=lceil rceil=rceil langle=langle rangle=rangle lbrace=\\{ rbrace=\\} lbrack=[ rbrack=] lparen=( rparen=)
  ldots=... dots=... cdots=... dotsc=... dotsb=... dotsm=... dotso=... vdots=... prime=' colon=: degree=deg circ=circ
  parallel=parallel perp=perp bot=perp percent=% permil=permil infin=infty mathdollar=$ textdollar=$ pounds=£ textsterling=£ euro=€ texteuro=€ yen=¥ textyen=¥
  rupee=₹ cr=\\\\ newline=\\\\ tabularnewline=\\\\`).map((pair) => {
    const cut = pair.indexOf("=");
    return [pair.slice(0, cut), pair.slice(cut + 1)] as const;
  }),
);

/** Commands that the parser treats structurally. */
export const STRUCTURES: ReadonlyMap<string, string> = new Map([
  ...spaced("frac dfrac tfrac cfrac sfrac nicefrac").map((name) => [name, "frac"] as const),
  ...spaced("binom dbinom tbinom").map((name) => [name, "binom"] as const),
  ...spaced(
    "vulgar sqrt surd cuberoot fourthroot root choose over atop sum prod lim angle triangle overline bar not binomial",
  ).map((name) => [name, name] as const),
  ...spaced("int iint iiint oint smallint").map((name) => [name, "int"] as const),
  ["measuredangle", "angle"],
  ["pmod", "pmod"],
  ["bmod", "mod"],
  ["mod", "mod"],
  ["pod", "pmod"],
]);

/** Names that are functions of what follows them, and the name under which they are computed. */
export const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ...spaced(`sin cos tan cot sec csc sinh cosh tanh coth sech csch asin acos atan acot asec acsc asinh acosh atanh acoth asech
  acsch exp log ln lg sqrt cbrt abs sign floor ceil round min max gcd lcm re im arg conj atan2 det erf nthroot binom nPr
  fact trace mod`).map((name) => [name, name] as const),
  ...spaced("sin cos tan cot sec csc").map((name) => [`arc${name}`, `a${name}`] as const),
  ...spaced("sinh cosh tanh coth sech csch").flatMap((name) => [
    [`arc${name}`, `a${name}`] as const,
    [`ar${name}`, `a${name}`] as const,
  ]),
  ["cis", "cis"],
  ["binomial", "binom"],
  ["comb", "binom"],
  ["cosec", "csc"],
  ["cotan", "cot"],
  ["ctg", "cot"],
  ["tg", "tan"],
  ["arctg", "atan"],
  ["arcctg", "acot"],
  ["sh", "sinh"],
  ["ch", "cosh"],
  ["th", "tanh"],
  ["cosech", "csch"],
  ["sgn", "sign"],
  ["signum", "sign"],
  ["ceiling", "ceil"],
  ["Re", "re"],
  ["Im", "im"],
  ["Arg", "arg"],
  ["Abs", "abs"],
  ["nCr", "binom"],
  ["ncr", "binom"],
  ["npr", "nPr"],
  ["factorial", "fact"],
  ["Log", "log"],
  ["Ln", "ln"],
  ["tr", "trace"],
  ["Tr", "trace"],
]);

/** Functions written as words that are too short or too common to be read as functions unless a bracket follows. */
export const NEEDS_BRACKET: ReadonlySet<string> = new Set(
  spaced("re im min max arg round abs sign floor ceil conj det trace tr Tr sh ch th fact erf"),
);

/** Words that are one symbol. */
export const SYMBOL_WORDS: ReadonlyMap<string, string> = new Map([
  ...spaced(`alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega
  Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega pi Pi ell hbar nabla partial infty`).map(
    (name) => [name, name] as const,
  ),
  ["varepsilon", "epsilon"],
  ["vartheta", "theta"],
  ["varphi", "phi"],
  ["varrho", "rho"],
  ["varsigma", "sigma"],
  ["imath", "i"],
  ["jmath", "j"],
  ["infinity", "infty"],
  ["Infinity", "infty"],
  ["inf", "infty"],
  ["oo", "infty"],
]);

/** Words that join or relate, when they stand as ASCII words or in a text command. */
export const OPERATOR_WORDS: ReadonlyMap<string, string> = new Map([
  ["and", "and"],
  ["or", "or"],
  ["et", "and"],
  ["ou", "or"],
  ["und", "and"],
  ["oder", "or"],
  ["mod", "mod"],
  ["union", "union"],
  ["intersect", "intersect"],
  ["elementof", "in"],
  ["notelementof", "notin"],
  ["containselement", "ni"],
  ["times", "*"],
]);

export const NAMED_SETS: ReadonlyMap<string, "empty" | "R" | "Z" | "N" | "Q" | "C"> = new Map([
  ["emptyset", "empty"],
  ["varnothing", "empty"],
  ["R", "R"],
  ["Z", "Z"],
  ["N", "N"],
  ["Q", "Q"],
  ["C", "C"],
  ["reals", "R"],
  ["Reals", "R"],
]);
