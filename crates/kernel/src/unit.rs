//! Units of measure by their UN/ECE Recommendation 20 codes, and exact conversions between units of one kind.

use std::fmt;

use crate::amount::{AmountError, Rounding};

/// A unit of measure that Fondaco sells or describes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit(&'static Definition);

/// What a unit measures; only units of one kind convert into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitKind {
    Count,
    Length,
    Area,
    Volume,
    Mass,
    Time,
    Force,
    Pressure,
    Power,
    Torque,
    Speed,
    Other,
}

#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Definition {
    code: &'static str,
    symbol: &'static str,
    kind: UnitKind,
    /// The unit in terms of its kind's base unit, as an exact fraction.
    numerator: u64,
    denominator: u64,
}

const fn unit(code: &'static str, symbol: &'static str, kind: UnitKind, numerator: u64, denominator: u64) -> Definition {
    Definition { code, symbol, kind, numerator, denominator }
}

/// UN/ECE Recommendation 20 (rev. 17) codes in use, with factors from the same list (inch = 25.4 mm by definition, and so on).
static UNITS: &[Definition] = &[
    unit("C62", "pz", UnitKind::Count, 1, 1),
    unit("H87", "pz", UnitKind::Count, 1, 1),
    unit("EA", "pz", UnitKind::Count, 1, 1),
    unit("PR", "paia", UnitKind::Count, 2, 1),
    unit("DZN", "dz", UnitKind::Count, 12, 1),
    unit("CEN", "×100", UnitKind::Count, 100, 1),
    unit("MIL", "×1000", UnitKind::Count, 1000, 1),
    unit("SET", "set", UnitKind::Other, 1, 1),
    unit("MMT", "mm", UnitKind::Length, 1, 1000),
    unit("CMT", "cm", UnitKind::Length, 1, 100),
    unit("MTR", "m", UnitKind::Length, 1, 1),
    unit("KMT", "km", UnitKind::Length, 1000, 1),
    unit("INH", "in", UnitKind::Length, 254, 10_000),
    unit("FOT", "ft", UnitKind::Length, 3048, 10_000),
    unit("4H", "µm", UnitKind::Length, 1, 1_000_000),
    unit("MTK", "m²", UnitKind::Area, 1, 1),
    unit("CMK", "cm²", UnitKind::Area, 1, 10_000),
    unit("MMK", "mm²", UnitKind::Area, 1, 1_000_000),
    unit("MLT", "ml", UnitKind::Volume, 1, 1_000_000),
    unit("CMQ", "cm³", UnitKind::Volume, 1, 1_000_000),
    unit("LTR", "l", UnitKind::Volume, 1, 1000),
    unit("MTQ", "m³", UnitKind::Volume, 1, 1),
    unit("GRM", "g", UnitKind::Mass, 1, 1000),
    unit("KGM", "kg", UnitKind::Mass, 1, 1),
    unit("TNE", "t", UnitKind::Mass, 1000, 1),
    unit("LBR", "lb", UnitKind::Mass, 45_359_237, 100_000_000),
    unit("ONZ", "oz", UnitKind::Mass, 45_359_237, 1_600_000_000),
    unit("SEC", "s", UnitKind::Time, 1, 1),
    unit("MIN", "min", UnitKind::Time, 60, 1),
    unit("HUR", "h", UnitKind::Time, 3600, 1),
    unit("DAY", "d", UnitKind::Time, 86_400, 1),
    unit("NEW", "N", UnitKind::Force, 1, 1),
    unit("B47", "kN", UnitKind::Force, 1000, 1),
    unit("PAL", "Pa", UnitKind::Pressure, 1, 1),
    unit("KPA", "kPa", UnitKind::Pressure, 1000, 1),
    unit("MPA", "MPa", UnitKind::Pressure, 1_000_000, 1),
    unit("BAR", "bar", UnitKind::Pressure, 100_000, 1),
    unit("WTT", "W", UnitKind::Power, 1, 1),
    unit("KWT", "kW", UnitKind::Power, 1000, 1),
    unit("NU", "N·m", UnitKind::Torque, 1, 1),
    unit("RPM", "min⁻¹", UnitKind::Speed, 1, 1),
    unit("MTS", "m/s", UnitKind::Other, 1, 1),
    unit("CEL", "°C", UnitKind::Other, 1, 1),
    unit("KEL", "K", UnitKind::Other, 1, 1),
    unit("VLT", "V", UnitKind::Other, 1, 1),
    unit("AMP", "A", UnitKind::Other, 1, 1),
    unit("HTZ", "Hz", UnitKind::Other, 1, 1),
    unit("DD", "°", UnitKind::Other, 1, 1),
    unit("P1", "%", UnitKind::Other, 1, 1),
    unit("2N", "dB", UnitKind::Other, 1, 1),
    unit("L2", "l/min", UnitKind::Other, 1, 1),
    unit("C17", "mm²/s", UnitKind::Other, 1, 1),
    unit("4K", "mA", UnitKind::Other, 1, 1),
    unit("KL", "kg/m", UnitKind::Other, 1, 1),
    unit("4L", "MB", UnitKind::Other, 1, 1),
    unit("E34", "GB", UnitKind::Other, 1, 1),
];

impl Unit {
    /// One piece (Rec 20 `C62`, "one").
    pub const PIECE: Unit = Unit(&UNITS[0]);

    /// Reads a Rec 20 code as written there, such as `MTR`.
    pub fn parse(code: &str) -> Result<Unit, AmountError> {
        UNITS
            .iter()
            .find(|definition| definition.code == code)
            .map(Unit)
            .ok_or_else(|| AmountError::UnknownUnit(code.chars().take(10).collect()))
    }

    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// The sign to print beside a number. Pages translate the count units by code; this is the international sign.
    pub fn symbol(self) -> &'static str {
        self.0.symbol
    }

    pub fn kind(self) -> UnitKind {
        self.0.kind
    }

    /// Whether it is counted, not measured: of pieces, pairs and sets there are whole ones only. Dozens, hundreds and thousands
    /// are bundles of pieces: half a dozen is six.
    pub fn is_counted(self) -> bool {
        matches!(self.code(), "C62" | "H87" | "EA" | "PR" | "SET")
    }

    /// Every unit known, for choices in pages.
    pub fn all() -> impl Iterator<Item = Unit> {
        UNITS.iter().map(Unit)
    }

    /// Millionths of this unit as millionths of another of the same kind, rounded once.
    pub fn convert(self, micros: i64, to: Unit, rounding: Rounding) -> Result<i64, AmountError> {
        if self == to {
            return Ok(micros);
        }
        if self.0.kind != to.0.kind || self.0.kind == UnitKind::Other {
            return Err(AmountError::Mixed { left: self.0.code.to_owned(), right: to.0.code.to_owned() });
        }
        let numerator = i128::from(micros)
            .checked_mul(i128::from(self.0.numerator) * i128::from(to.0.denominator))
            .ok_or(AmountError::Overflow)?;
        rounding.divide(numerator, i128::from(self.0.denominator) * i128::from(to.0.numerator))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}
