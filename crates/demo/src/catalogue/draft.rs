//! What a family writes down about one article, before the engine adds brand, codes, stock and neighbours.

use std::collections::BTreeMap;

use super::model::{Sketch, Value, Words};
use super::number::Mm;

/// One article that a family can describe. Articles are small; the description is made when it is asked for.
pub(crate) trait Article: Send + Sync {
    /// The stock-keeping unit under the family's first brand.
    fn sku(&self) -> String;

    /// The code of the group of variants that it belongs to.
    fn group(&self) -> Option<String> {
        None
    }

    fn draft(&self) -> Draft;
}

/// The unit that an article is sold in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SaleUnit {
    Piece,
    Pair,
    Metre,
    Litre,
    Kilogram,
}

/// How an article is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Box,
    Bag,
    Carton,
    Reel,
    Can,
    Drum,
}

/// Unit, smallest order, step and packs; amounts in thousandths of the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sale {
    pub unit: SaleUnit,
    pub minimum: i64,
    pub step: i64,
    pub packs: Vec<(Packing, i64)>,
}

impl Sale {
    /// Sold one by one, also in boxes of so many pieces.
    pub fn pieces(boxes: &[i64]) -> Sale {
        Sale::pieces_by(1, boxes)
    }

    /// Sold in steps of so many pieces.
    pub fn pieces_by(step: i64, boxes: &[i64]) -> Sale {
        // The larger of two is the carton that the boxes come in.
        let packing = |place: usize| if place == 0 { Packing::Box } else { Packing::Carton };
        let packs = boxes.iter().enumerate().map(|(place, &pieces)| (packing(place), pieces * 1000)).collect();
        Sale { unit: SaleUnit::Piece, minimum: step * 1000, step: step * 1000, packs }
    }

    /// Cut from the reel: the shortest cut and the step in centimetres, reels in metres.
    pub fn metres(minimum_cm: i64, step_cm: i64, reels: &[i64]) -> Sale {
        let packs = reels.iter().map(|&metres| (Packing::Reel, metres * 1000)).collect();
        Sale { unit: SaleUnit::Metre, minimum: minimum_cm * 10, step: step_cm * 10, packs }
    }
}

/// A group of variants: its code, name and the axes along which members differ.
#[derive(Debug, Clone)]
pub(crate) struct GroupDraft {
    pub code: String,
    pub name: Words,
    pub axes: &'static [&'static str],
}

/// A position of an exploded view.
#[derive(Debug, Clone)]
pub(crate) struct Position {
    pub number: u16,
    pub sku: String,
    /// Thousandths of the part's unit.
    pub quantity: i64,
}

/// The description of one article.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub family: &'static str,
    pub category: &'static str,
    pub name: Words,
    pub description: Words,
    pub values: Vec<(&'static str, Value)>,
    pub sale: Sale,
    /// Milligrams of one unit.
    pub mass: i64,
    /// Millionths of a euro for one unit, before the brand's price level.
    pub price: i64,
    pub lead_time_days: u16,
    pub sketch: Sketch,
    pub group: Option<GroupDraft>,
    pub accessories: Vec<String>,
    pub substitutes: Vec<String>,
    pub positions: Vec<Position>,
}

impl Draft {
    pub fn new(family: &'static str, category: &'static str, it: impl Into<String>, en: impl Into<String>) -> Draft {
        Draft {
            family,
            category,
            name: Words::new(it, en),
            description: Words::new("", ""),
            values: Vec::new(),
            sale: Sale::pieces(&[]),
            mass: 0,
            price: 0,
            lead_time_days: 5,
            sketch: Sketch { key: "generic-part", dims: BTreeMap::new() },
            group: None,
            accessories: Vec::new(),
            substitutes: Vec::new(),
            positions: Vec::new(),
        }
    }

    /// One more sentence of the description.
    pub fn say(mut self, it: impl AsRef<str>, en: impl AsRef<str>) -> Draft {
        for (text, sentence) in [(&mut self.description.it, it.as_ref()), (&mut self.description.en, en.as_ref())] {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(sentence);
        }
        self
    }

    pub fn mm(self, code: &'static str, length: Mm) -> Draft {
        self.number(code, length.micros())
    }

    /// A value in whole units.
    pub fn whole(self, code: &'static str, value: i64) -> Draft {
        self.number(code, value * 1_000_000)
    }

    /// A value in thousandths of the unit: newtons for a load in kilonewtons.
    pub fn milli(self, code: &'static str, value: i64) -> Draft {
        self.number(code, value * 1000)
    }

    /// A value in millionths of the unit.
    pub fn number(mut self, code: &'static str, micros: i64) -> Draft {
        self.values.push((code, Value::Number(micros)));
        self
    }

    pub fn choice(mut self, code: &'static str, choice: &'static str) -> Draft {
        self.values.push((code, Value::Choice(choice)));
        self
    }

    pub fn text(mut self, code: &'static str, text: impl Into<String>) -> Draft {
        self.values.push((code, Value::Text(text.into())));
        self
    }

    pub fn yes(mut self, code: &'static str, value: bool) -> Draft {
        self.values.push((code, Value::Boolean(value)));
        self
    }

    pub fn sold(mut self, sale: Sale) -> Draft {
        self.sale = sale;
        self
    }

    /// Mass in milligrams and price in millionths of a euro, of one unit.
    pub fn costs(mut self, mass: i64, price: i64) -> Draft {
        self.mass = mass;
        self.price = price;
        self
    }

    pub fn lead(mut self, days: u16) -> Draft {
        self.lead_time_days = days;
        self
    }

    pub fn drawn(mut self, key: &'static str, dims: &[(&'static str, String)]) -> Draft {
        self.sketch = Sketch { key, dims: dims.iter().cloned().collect() };
        self
    }

    pub fn grouped(
        mut self,
        code: Option<String>,
        it: impl Into<String>,
        en: impl Into<String>,
        axes: &'static [&'static str],
    ) -> Draft {
        self.group = code.map(|code| GroupDraft { code, name: Words::new(it, en), axes });
        self
    }

    pub fn goes_with(mut self, skus: impl IntoIterator<Item = String>) -> Draft {
        self.accessories.extend(skus);
        self
    }

    pub fn replaced_by(mut self, skus: impl IntoIterator<Item = String>) -> Draft {
        self.substitutes.extend(skus);
        self
    }

    pub fn consists_of(mut self, positions: Vec<Position>) -> Draft {
        self.positions = positions;
        self
    }
}
