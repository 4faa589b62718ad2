/** A unit as a product of base units: dimension key and the factor to base units, as a fraction of integers. */
export type Unit = { dimension: string; factor: number };

const TABLE = new Map<string, Unit>();

function define(dimension: string, factor: number, names: string): void {
  for (const name of names.split(" ")) TABLE.set(name, { dimension, factor });
}

define("L", 1, "m meter meters metre metres");
define("L", 0.01, "cm centimeter centimeters centimetre centimetres");
define("L", 0.001, "mm millimeter millimeters millimetre millimetres");
define("L", 1000, "km kilometer kilometers kilometre kilometres");
define("L", 1e-6, "micrometer micrometers micron microns");
define("L", 1e-9, "nm nanometer nanometers");
define("L", 0.0254, "in inch inches");
define("L", 0.3048, "ft foot feet");
define("L", 0.9144, "yd yard yards");
define("L", 1609.344, "mi mile miles");
define("T", 1, "s sec secs second seconds");
define("T", 1e-3, "ms millisecond milliseconds");
define("T", 60, "min mins minute minutes");
define("T", 3600, "h hr hrs hour hours");
define("T", 86400, "day days");
define("T", 604800, "week weeks");
define("month", 1, "month months");
define("month", 12, "year years yr yrs");
define("M", 1, "kg kilogram kilograms kilo kilos");
define("M", 1e-3, "g gram grams");
define("M", 1e-6, "mg milligram milligrams");
define("M", 1000, "tonne tonnes");
define("M", 0.45359237, "lb lbs pound pounds");
define("M", 0.028349523125, "oz ounce ounces");
define("M", 907.18474, "ton tons");
define("L3", 1e-3, "l L liter liters litre litres");
define("L3", 1e-6, "ml mL milliliter milliliters cc");
define("L3", 3.785411784e-3, "gal gallon gallons");
define("L3", 9.46352946e-4, "qt quart quarts");
define("L3", 4.73176473e-4, "pt pint pints");
define("L3", 2.365882365e-4, "cup cups");
define("L2", 4046.8564224, "acre acres");
define("L2", 10000, "hectare hectares ha");
define("L T-1", 0.44704, "mph");
define("L T-1", 1 / 3.6, "kmh kph");
define("money", 1, "$ dollar dollars usd USD bucks");
define("money", 0.01, "cent cents ¢");
define("euro", 1, "€ euro euros eur EUR");
define("sterling", 1, "£ GBP quid");
define("yuan", 1, "¥ yuan CNY RMB yen JPY");
define("rupee", 1, "₹ rupee rupees Rs Rs. INR");
define("peso", 1, "peso pesos");
define("A", 1, "A amp amps ampere amperes");
define("K", 1, "K kelvin kelvins");
define("M L T-2", 1, "N newton newtons");
define("M L2 T-2", 1, "J joule joules");
define("M L2 T-2", 1000, "kJ kilojoule kilojoules");
define("M L2 T-3", 1, "W watt watts");
define("M L-1 T-2", 1, "Pa pascal pascals");
define("T-1", 1, "Hz hertz");
define("V", 1, "V volt volts");
define("ohm", 1, "ohm ohms");
define("mol", 1, "mol mole moles");
define("M L2 T-2", 4.184, "cal calorie calories");
define("M L2 T-2", 4184, "kcal kilocalorie kilocalories");
define("M L2 T-2", 1e6, "MJ megajoule megajoules");
define("M L2 T-2", 1e-7, "erg ergs");
define("M L2 T-2", 1.602176634e-19, "eV");
define("M L2 T-2", 1.602176634e-16, "keV");
define("M L2 T-2", 1.602176634e-13, "MeV");
define("M L2 T-2", 1.602176634e-10, "GeV");
define("M L2 T-3", 1000, "kW kilowatt kilowatts");
define("M L2 T-3", 1e6, "MW megawatt megawatts");
define("M L-1 T-2", 1000, "kPa kilopascal kilopascals");
define("M L-1 T-2", 1e5, "bar bars");
define("M L-1 T-2", 101325, "atm");
define("M L T-2", 1000, "kN");
define("M L T-2", 1e-5, "dyn dyne dynes");
define("T-1", 1000, "kHz");
define("T-1", 1e6, "MHz");
define("T-1", 1e9, "GHz");
define("V", 1000, "kV");
define("V", 0.001, "mV");
define("A", 0.001, "mA");
define("ohm", 1000, "kohm");
define("C", 1, "coulomb coulombs");
define("B", 1, "tesla teslas gauss");
define("farad", 1, "farad farads");
define("henry", 1, "henry henries");
define("L", 1.495978707e11, "AU");
define("L", 9.4607e15, "ly lightyear lightyears");
define("L", 3.0857e16, "pc parsec parsecs");
define("L", 3.0857e19, "kpc");
define("L", 3.0857e22, "Mpc");
define("L", 1e-10, "angstrom angstroms");
define("T", 1e-6, "microsecond microseconds");
define("T", 1e-9, "ns nanosecond nanoseconds");
define("", 1, "unit units");
define("rad", 1, "rad radian radians");
define("celsius", 1, "celsius");
define("fahrenheit", 1, "fahrenheit");

define("B", 1, "T");
define("C", 1, "C");

const PREFIXES: readonly (readonly [string, number])[] = [
  ["p", 1e-12],
  ["n", 1e-9],
  ["µ", 1e-6],
  ["m", 1e-3],
  ["c", 1e-2],
  ["k", 1e3],
  ["M", 1e6],
  ["G", 1e9],
  ["T", 1e12],
];
/** Symbols that take prefixes, with their dimension and size. */
const PREFIXED: readonly (readonly [string, string, number])[] = [
  ["m", "L", 1],
  ["s", "T", 1],
  ["g", "M", 1e-3],
  ["A", "A", 1],
  ["V", "V", 1],
  ["W", "M L2 T-3", 1],
  ["J", "M L2 T-2", 1],
  ["N", "M L T-2", 1],
  ["Pa", "M L-1 T-2", 1],
  ["Hz", "T-1", 1],
  ["mol", "mol", 1],
  ["L", "L3", 1e-3],
  ["eV", "M L2 T-2", 1.602176634e-19],
  ["F", "farad", 1],
  ["H", "henry", 1],
  ["T", "B", 1],
  ["C", "C", 1],
];
for (const [prefix, scale] of PREFIXES) {
  for (const [symbol, dimension, factor] of PREFIXED) {
    const name = prefix + symbol;
    if (!TABLE.has(name)) TABLE.set(name, { dimension, factor: scale * factor });
  }
}

/** The unit that a word names, `null` when it names none. */
export function unitOf(word: string): Unit | null {
  return (
    TABLE.get(word) ??
    TABLE.get(word.replace(/\.$/, "")) ??
    (word.length > 3 ? (TABLE.get(word.toLowerCase()) ?? null) : null)
  );
}

/** Words that are units only in a text command, since they are single letters used as variables. */
export function isLetterUnit(word: string): boolean {
  return word.length === 1 && TABLE.has(word);
}

/** Product of units raised to powers, with canonical dimensions such as `L T-1`. */
export function combineUnits(parts: readonly { unit: Unit; exponent: number }[]): Unit {
  const powers = new Map<string, number>();
  let factor = 1;
  for (const { unit, exponent } of parts) {
    factor *= unit.factor ** exponent;
    for (const part of unit.dimension.split(" ")) {
      const match = /^([A-Za-z]+?)(-?\d*)$/.exec(part);
      if (match === null || part === "") continue;
      const power = match[2] === "" ? 1 : Number(match[2]);
      powers.set(match[1] ?? "", (powers.get(match[1] ?? "") ?? 0) + power * exponent);
    }
  }
  if (powers.size > 1) powers.delete("rad");
  const names = [...powers].filter(([, power]) => power !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    dimension: names.map(([name, power]) => (power === 1 ? name : `${name}${power}`)).join(" "),
    factor,
  };
}
