//! The brands of the demo. None exists; each has its own codes and price level.

use super::model::{BrandProfile, Label};

/// A brand that articles are made under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Brand {
    Rovandur,
    Tarvensk,
    Bullovia,
    Tenutia,
    Motrelia,
    Idralto,
    Elvorra,
    Rialdo,
}

/// The public side of each brand, in the order of [`Brand`].
pub const BRANDS: &[BrandProfile] = &[
    profile("RV", "Rovandur", "Cuscinetti di produzione europea.", "Bearings made in Europe."),
    profile("TV", "Tarvensk", "Componenti di fascia alta.", "Premium components."),
    profile("BV", "Bullovia", "Viteria e bulloneria certificata.", "Certified fasteners."),
    profile("TN", "Tenutia", "Guarnizioni e paraoli.", "Seals and O-rings."),
    profile("MT", "Motrelia", "Trasmissioni, motoriduttori e macchine.", "Drives, gear motors and machines."),
    profile("ID", "Idralto", "Oleodinamica e pneumatica.", "Hydraulics and pneumatics."),
    profile("EV", "Elvorra", "Componenti elettrici e sensori.", "Electrical components and sensors."),
    profile("RD", "Rialdo", "Il marchio conveniente del distributore.", "The distributor's own economy label."),
];

const fn profile(code: &'static str, name: &'static str, it: &'static str, en: &'static str) -> BrandProfile {
    BrandProfile { code, name, about: Label { it, en } }
}

impl Brand {
    const fn profile(self) -> &'static BrandProfile {
        match self {
            Brand::Rovandur => &BRANDS[0],
            Brand::Tarvensk => &BRANDS[1],
            Brand::Bullovia => &BRANDS[2],
            Brand::Tenutia => &BRANDS[3],
            Brand::Motrelia => &BRANDS[4],
            Brand::Idralto => &BRANDS[5],
            Brand::Elvorra => &BRANDS[6],
            Brand::Rialdo => &BRANDS[7],
        }
    }

    pub const fn name(self) -> &'static str {
        self.profile().name
    }

    /// Two letters: the tail of a second brand's SKU, the head of every part number.
    pub const fn code(self) -> &'static str {
        self.profile().code
    }

    /// Two digits for the GTIN.
    pub const fn number(self) -> u8 {
        match self {
            Brand::Rovandur => 11,
            Brand::Tarvensk => 12,
            Brand::Bullovia => 13,
            Brand::Tenutia => 14,
            Brand::Motrelia => 15,
            Brand::Idralto => 16,
            Brand::Elvorra => 17,
            Brand::Rialdo => 18,
        }
    }

    /// Percent of the formula's price that this brand asks.
    pub const fn price_level(self) -> i64 {
        match self {
            Brand::Tarvensk => 138,
            Brand::Rialdo => 82,
            _ => 100,
        }
    }

    /// The maker's part number: unique, since its head names the brand.
    pub fn part_number(self, article: &str) -> String {
        match self {
            Brand::Rovandur | Brand::Tenutia => format!("{}{}", self.code(), article.replace('-', "/")),
            Brand::Tarvensk => format!("{}.{}", self.code(), article.replace('-', ".")),
            _ => format!("{}-{article}", self.code()),
        }
    }
}
