//! Timing belts with curvilinear teeth, pitch 5 and 8 mm (and 3 and 14 mm in larger catalogues).
//!
//! Source: ISO 13050:2014 (curvilinear toothed systems): pitch, tooth height and preferred widths.

use crate::catalogue::draft::{Article, Draft};
use crate::catalogue::number::{Mm, block_volume, density, mass};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Pitch in millimetres, belt height in tenths, widths, pitch lengths.
struct Pitch(i64, i64, &'static [i64], &'static [i64]);

#[rustfmt::skip]
const PITCHES: &[Pitch] = &[
    Pitch(5, 38, &[9, 15, 25], &[
        225, 255, 270, 300, 325, 350, 375, 400, 425, 450, 475, 500, 525, 550, 575, 600, 635, 670, 700, 740, 800, 850, 890, 925, 950, 1000,
        1050, 1125, 1200, 1270, 1420, 1500, 1595, 1690, 1790, 1870, 2000, 2350]),
    Pitch(8, 56, &[20, 30, 50, 85], &[
        384, 424, 480, 512, 560, 600, 640, 680, 720, 760, 800, 840, 880, 912, 960, 1000, 1040, 1080, 1120, 1160, 1200, 1248, 1280, 1344, 1360, 1424, 1440,
        1520, 1584, 1600, 1680, 1760, 1800, 1904, 2000, 2080, 2240, 2400, 2600, 2800, 3048, 3280, 3600]),
    Pitch(3, 24, &[6, 9, 15], &[
        111, 129, 144, 150, 159, 168, 177, 186, 195, 201, 213, 225, 240, 252, 264, 276, 291, 300, 318, 339, 357, 384, 402, 420, 447, 474, 501, 537,
        564, 600, 633, 669, 711, 753, 804, 882, 945, 1005, 1125, 1245]),
    Pitch(14, 100, &[40, 55, 85, 115, 170], &[
        966, 1092, 1190, 1246, 1344, 1400, 1456, 1540, 1610, 1778, 1848, 1890, 2002, 2100, 2240, 2310, 2450, 2590, 2800, 3150, 3360, 3500, 3850, 4004,
        4326, 4578]),
];

pub(super) fn fill(shelf: &mut Shelf) {
    for pitch in PITCHES {
        for (place, &width) in pitch.2.iter().enumerate() {
            for &length in pitch.3 {
                let core = match pitch.0 {
                    5 => place < 2 && length <= 1200 && length % 25 == 0,
                    8 => (place == 0 || place == 1) && length <= 2000 && length % 40 == 0,
                    _ => false,
                };
                shelf.put(if core { Rank::Core } else { Rank::Extended }, Belt { pitch, width, length });
            }
        }
    }
}

struct Belt {
    pitch: &'static Pitch,
    width: i64,
    length: i64,
}

impl Article for Belt {
    fn sku(&self) -> String {
        format!("HTD-{}-{}M-{}", self.length, self.pitch.0, self.width)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-HTD-{}M-{}", self.pitch.0, self.width))
    }

    fn draft(&self) -> Draft {
        let Belt { pitch: &Pitch(pitch, height, ..), width, length } = *self;
        let (teeth, height) = (length / pitch, Mm::tenths(height));
        let mass = mass(block_volume(Mm::whole(length), Mm::whole(width), height), density::BELT) * 72 / 100;
        Draft::new(
            "timing_belt",
            "timing-belts",
            format!("Cinghia dentata {length}-{pitch}M-{width}"),
            format!("Timing belt {length}-{pitch}M-{width}"),
        )
        .say(
            format!("Cinghia sincrona a denti curvilinei, passo {pitch} mm, {teeth} denti, sviluppo {length} mm, larghezza {width} mm."),
            format!("A synchronous belt with curvilinear teeth, pitch {pitch} mm, {teeth} teeth, length {length} mm, width {width} mm."),
        )
        .say(
            "Trefoli in fibra di vetro e dentatura in policloroprene con tessuto antiusura: nessuno slittamento, nessuna lubrificazione.",
            "Glass-fibre cords and chloroprene teeth under wear-resistant fabric: no slip and no lubrication.",
        )
        .say(
            if pitch <= 5 { "Per assi di posizionamento, etichettatrici e piccoli comandi." } else { "Per comandi di potenza, trasportatori e pompe." },
            if pitch <= 5 { "For positioning axes, labellers and small drives." } else { "For power drives, conveyors and pumps." },
        )
        .text("profile", format!("HTD {pitch}M"))
        .whole("pitch", pitch)
        .whole("length", length)
        .whole("width", width)
        .whole("teeth", teeth)
        .choice("material", "rubber_glass")
        .text("standard", "ISO 13050")
        .costs(mass, price::by_mass(240, 7800, mass) + length * width * 70)
        .lead(6)
        .drawn("timing-belt", &[("p", pitch.to_string()), ("B", width.to_string()), ("L", length.to_string()), ("z", teeth.to_string())])
        .grouped(self.group(), format!("Cinghie dentate HTD {pitch}M larghezza {width} mm"), format!("Timing belts HTD {pitch}M, width {width} mm"), &["length"])
        .goes_with(self.pitch.2.iter().map(|other| format!("HTD-{length}-{pitch}M-{other}")))
    }
}
