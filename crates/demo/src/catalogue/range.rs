//! The whole range of articles, lined up so that any number of them is a fair picture of all families.

use super::brands::Brand;
use super::draft::Article;

/// How early an article enters the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// Needed by the demo's stories and machines: in every catalogue.
    Needed,
    /// In the default catalogue, also from the line's second brand.
    Popular,
    /// In the default catalogue.
    Core,
    /// Only in larger catalogues.
    Extended,
}

/// One product line: a family's articles and the brands that make them, the standard choice first.
pub(crate) struct Line {
    pub brands: &'static [Brand],
    pub fill: fn(&mut Shelf),
}

/// Where a line puts its articles.
#[derive(Default)]
pub(crate) struct Shelf {
    articles: Vec<(Rank, Box<dyn Article>)>,
}

impl Shelf {
    pub fn put(&mut self, rank: Rank, article: impl Article + 'static) {
        self.articles.push((rank, Box::new(article)));
    }
}

/// One article under one brand, at its place in the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    rank: Rank,
    /// How far into its own line and rank this article stands, in 2⁻³² of the line's length.
    progress: u64,
    line: usize,
    brand: Brand,
    first_brand: bool,
    index: usize,
}

/// All articles of all lines and the order in which they enter a catalogue.
pub(crate) struct Range {
    shelves: Vec<Shelf>,
    places: Vec<Place>,
}

impl Range {
    /// Lines up all articles; `needed` names the SKUs that come first.
    pub fn new(lines: &[Line], needed: &dyn Fn(&str) -> bool) -> Range {
        let mut shelves = Vec::with_capacity(lines.len());
        let mut places = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            let mut shelf = Shelf::default();
            (line.fill)(&mut shelf);
            places.extend(places_of(number, line, &shelf, needed));
            shelves.push(shelf);
        }
        places.sort_by_key(|place| (place.rank, place.progress, place.line, place.index, !place.first_brand));
        Range { shelves, places }
    }

    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// How many articles stand in the default catalogue.
    pub fn core(&self) -> usize {
        self.places.partition_point(|place| place.rank < Rank::Extended)
    }

    pub fn article(&self, place: Place) -> &dyn Article {
        self.shelves[place.line].articles[place.index].1.as_ref()
    }
}

/// The places of one line's articles under each brand, with their progress through each rank.
fn places_of(number: usize, line: &Line, shelf: &Shelf, needed: &dyn Fn(&str) -> bool) -> Vec<Place> {
    let mut places = Vec::with_capacity(shelf.articles.len() * line.brands.len());
    for (brand_number, &brand) in line.brands.iter().enumerate() {
        for (index, (rank, article)) in shelf.articles.iter().enumerate() {
            let rank = match (brand_number, rank) {
                (0, Rank::Popular | Rank::Core) if needed(&article.sku()) => Rank::Needed,
                (0, Rank::Popular) => Rank::Core,
                (0, &rank) => rank,
                (1, Rank::Popular) => Rank::Core,
                _ => Rank::Extended,
            };
            places.push(Place { rank, progress: 0, line: number, brand, first_brand: brand_number == 0, index });
        }
    }
    for rank in [Rank::Needed, Rank::Core, Rank::Extended] {
        let total = count(places.iter().filter(|place| place.rank == rank).count());
        for (done, place) in places.iter_mut().filter(|place| place.rank == rank).enumerate() {
            place.progress = (count(done) + 1) * (1 << 32) / total.max(1);
        }
    }
    places
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

impl Place {
    pub fn brand(self) -> Brand {
        self.brand
    }

    /// The SKU or group code under this place's brand: the first brand adds nothing.
    pub fn branded(self, code: &str) -> String {
        if self.first_brand { code.to_owned() } else { format!("{code}-{}", self.brand.code()) }
    }

    /// The twelve digits of a GTIN-13 before the check digit, from GS1's range for internal use (20).
    pub fn gtin_digits(self) -> String {
        format!("20{:02}{:02}{:06}", self.line, self.brand.number(), self.index)
    }
}
