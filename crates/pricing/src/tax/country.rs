//! Countries by their ISO 3166 codes, as VAT sees them.

use std::fmt;

use kernel::TextError;
use serde::{Deserialize, Serialize};

/// An ISO 3166-1 alpha-2 country code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Country([u8; 2]);

/// The member states whose territory is the Union's VAT territory for goods. `XI`: Northern Ireland, by the Windsor
/// Framework. Special territories inside states (Canary Islands, Livigno, Åland …) are not told apart: see the decision 0004.
const EU: [&str; 28] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL",
    "PL", "PT", "RO", "SE", "SI", "SK", "XI",
];

impl Country {
    pub const ITALY: Country = Country(*b"IT");

    /// Reads two letters, in any case.
    pub fn parse(code: &str) -> Result<Country, TextError> {
        match code.as_bytes() {
            [first, second] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
                Ok(Country([first.to_ascii_uppercase(), second.to_ascii_uppercase()]))
            }
            [] => Err(TextError::Empty),
            _ => Err(TextError::NotACode),
        }
    }

    /// The country that a VAT id names with its first two letters; none when it has no letters there.
    /// Greece writes `EL`, Monaco is identified by France.
    pub fn of_vat_id(vat_id: &str) -> Option<Country> {
        let country = vat_id.get(..2).and_then(|letters| Country::parse(letters).ok())?;
        Some(if country.0 == *b"EL" { Country(*b"GR") } else { country })
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// Whether goods sent there stay inside the Union's VAT territory.
    pub fn in_eu(self) -> bool {
        EU.contains(&self.vat_area().code())
    }

    /// Whether a supply between the two is domestic for VAT.
    pub fn same_vat_area(self, other: Country) -> bool {
        self.vat_area() == other.vat_area()
    }

    /// Monaco counts as France (VAT directive, article 7).
    fn vat_area(self) -> Country {
        if self.0 == *b"MC" { Country(*b"FR") } else { self }
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.code().to_owned()
    }
}

impl TryFrom<String> for Country {
    type Error = TextError;

    fn try_from(text: String) -> Result<Country, TextError> {
        Country::parse(&text)
    }
}
