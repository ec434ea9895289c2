//! Units of measure as people write them behind a number, in Italian and English.

use kernel::Unit;

/// A unit's spelling.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// The sign that all spellings share in the index: `10 pollici`, `10"` and `10 inch` are all `10in`.
    pub(super) sign: &'static str,
    /// The unit's UN/ECE code when the kernel knows it: then attributes in any unit of its kind are compared.
    code: Option<&'static str>,
    words: &'static [&'static str],
    /// May stand apart from its number. Single letters may not: `10 a 20` is Italian for "10 to 20".
    apart: bool,
}

const fn unit(sign: &'static str, code: &'static str, words: &'static [&'static str]) -> Spelling {
    Spelling { sign, code: Some(code), words, apart: true }
}

const fn sign_only(sign: &'static str, words: &'static [&'static str]) -> Spelling {
    Spelling { sign, code: None, words, apart: true }
}

const fn letter(sign: &'static str, code: &'static str) -> Spelling {
    Spelling { sign, code: Some(code), words: &[], apart: false }
}

static SPELLINGS: &[Spelling] = &[
    unit("mm", "MMT", &["mm", "millimetri", "millimetro", "millimetre", "millimetres", "millimeter", "millimeters"]),
    unit("cm", "CMT", &["cm", "centimetri", "centimetre", "centimetres", "centimeter", "centimeters"]),
    unit("m", "MTR", &["mt", "metri", "metro", "metre", "metres", "meter", "meters"]),
    unit("km", "KMT", &["km"]),
    unit("in", "INH", &["in", "inch", "inches", "pollice", "pollici"]),
    unit("ft", "FOT", &["ft", "feet", "piedi"]),
    unit("um", "4H", &["um", "micron"]),
    unit("kg", "KGM", &["kg", "chili", "chilogrammi"]),
    unit("g", "GRM", &["gr", "grammi", "grams"]),
    unit("lb", "LBR", &["lb", "lbs"]),
    unit("ml", "MLT", &["ml"]),
    unit("l", "LTR", &["lt", "litri", "litro", "litre", "litres", "liter", "liters"]),
    unit("kn", "B47", &["kn"]),
    unit("bar", "BAR", &["bar"]),
    unit("kpa", "KPA", &["kpa"]),
    unit("mpa", "MPA", &["mpa"]),
    unit("kw", "KWT", &["kw"]),
    unit("w", "WTT", &["watt", "watts"]),
    unit("v", "VLT", &["volt", "volts", "vac", "vdc", "vca", "vcc"]),
    unit("a", "AMP", &["amp", "amps", "ampere", "amperes"]),
    unit("hz", "HTZ", &["hz", "hertz"]),
    unit("nm", "NU", &["nm"]),
    unit("rpm", "RPM", &["rpm", "giri"]),
    unit("db", "2N", &["db"]),
    unit("mb", "4L", &["mb", "megabyte", "megabytes"]),
    unit("gb", "E34", &["gb", "gigabyte", "gigabytes"]),
    sign_only("tb", &["tb", "terabyte", "terabytes"]),
    sign_only("kb", &["kb"]),
    sign_only("mhz", &["mhz"]),
    sign_only("ghz", &["ghz"]),
    sign_only("khz", &["khz"]),
    sign_only("va", &["va"]),
    sign_only("kva", &["kva"]),
    sign_only("ma", &["ma"]),
    sign_only("mah", &["mah"]),
    sign_only("mv", &["mv"]),
    sign_only("kv", &["kv"]),
    sign_only("dpi", &["dpi"]),
    sign_only("ppm", &["ppm"]),
    letter("m", "MTR"),
    letter("g", "GRM"),
    letter("l", "LTR"),
    letter("v", "VLT"),
    letter("w", "WTT"),
    letter("a", "AMP"),
    letter("n", "NEW"),
    letter("c", "CEL"),
];

impl Spelling {
    /// The inch, for the sign `"`.
    pub(super) fn inch() -> Option<&'static Spelling> {
        Spelling::of("in", false)
    }

    /// The millimetre: what drawings mean by a bare number in `20x47x14`.
    pub(super) fn millimetre() -> Option<&'static Spelling> {
        Spelling::of("mm", false)
    }

    /// Reads a lower-case word; `apart` says that a space stands between the number and the word.
    pub(super) fn of(word: &str, apart: bool) -> Option<&'static Spelling> {
        SPELLINGS.iter().find(|spelling| (spelling.apart || !apart) && (spelling.sign == word || spelling.words.contains(&word)))
    }

    /// The unit in the kernel's terms.
    pub(super) fn unit(&self) -> Option<Unit> {
        self.code.and_then(|code| Unit::parse(code).ok())
    }
}

/// The term under which a quantity is indexed: the same for `1"` and `25.4 mm`. Nothing when it does not fit.
pub(super) fn measure_term(micros: i64, unit: Unit) -> Option<String> {
    let exact = kernel::Rounding { mode: kernel::RoundingMode::HalfUp, decimals: 6 };
    let base = base_of(unit);
    let micros = unit.convert(micros, base, exact).ok()?;
    Some(format!("{}:{micros}", base.code()))
}

/// One unit per kind, small enough that a millionth of it loses nothing that a catalogue states.
fn base_of(unit: Unit) -> Unit {
    use kernel::UnitKind;
    let code = match unit.kind() {
        UnitKind::Length => "MMT",
        UnitKind::Area => "MMK",
        UnitKind::Volume => "MLT",
        UnitKind::Mass => "GRM",
        UnitKind::Time => "SEC",
        UnitKind::Force => "NEW",
        UnitKind::Pressure => "PAL",
        UnitKind::Power => "WTT",
        UnitKind::Torque => "NU",
        UnitKind::Speed => "RPM",
        UnitKind::Count => "C62",
        UnitKind::Other => return unit,
    };
    Unit::parse(code).unwrap_or(unit)
}
