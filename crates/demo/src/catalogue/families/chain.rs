//! Roller chains by the metre, their connecting links, and sprockets.
//!
//! Source: ISO 606:2015, chain dimensions of the European series (suffix B) and sprocket geometry.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::{Mm, density, mass, ring_volume, sine_of_pi_over};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Number, pitch in micrometres, roller diameter and inner width in hundredths of a millimetre, breaking load in newtons and
/// mass per metre in grams of one strand.
struct Chain(&'static str, i64, i64, i64, i64, i64);

const CHAINS: &[Chain] = &[
    Chain("05B", 8_000, 500, 300, 4_400, 180),
    Chain("06B", 9_525, 635, 572, 8_900, 410),
    Chain("08B", 12_700, 851, 775, 17_800, 700),
    Chain("10B", 15_875, 1016, 965, 22_200, 950),
    Chain("12B", 19_050, 1207, 1168, 28_900, 1250),
    Chain("16B", 25_400, 1588, 1702, 60_000, 2700),
    Chain("20B", 31_750, 1905, 1956, 95_000, 3600),
    Chain("24B", 38_100, 2540, 2540, 160_000, 6700),
    Chain("28B", 44_450, 2794, 3099, 200_000, 8300),
    Chain("32B", 50_800, 2921, 3099, 250_000, 10_500),
];

/// Tail of the SKU, choice, price in percent, words.
const MATERIALS: &[(&str, &str, i64, &str, &str)] = &[
    ("", "steel", 100, "Acciaio bonificato, prelubrificata.", "Heat-treated steel, lubricated."),
    ("-INOX", "stainless_a2", 390, "Acciaio inossidabile per lavaggi e alimentare.", "Stainless steel for wash-down and food."),
    ("-NK", "steel", 165, "Nichelata contro la corrosione.", "Nickel plated against corrosion."),
];

const TEETH: &[i64] =
    &[9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 30, 32, 35, 38, 40, 45, 57, 76];

pub(super) fn fill_chains(shelf: &mut Shelf) {
    for material in MATERIALS {
        for strands in 1..=3 {
            for (place, chain) in CHAINS.iter().enumerate().filter(|(place, _)| *place > 0 || strands < 3) {
                let core =
                    material.0.is_empty() && strands <= 2 && place < 8 || material.0 == "-INOX" && strands == 1 && place < 6;
                let rank = if core { Rank::Core } else { Rank::Extended };
                shelf.put(rank, Length { chain, strands, material });
                shelf.put(rank, Link { chain, strands, material });
            }
        }
    }
}

pub(super) fn fill_sprockets(shelf: &mut Shelf) {
    for strands in 1..=3 {
        for (place, chain) in CHAINS.iter().enumerate() {
            for &teeth in TEETH {
                let core = strands == 1 && (1..6).contains(&place) && (13..=25).contains(&teeth) && teeth % 2 == 1;
                shelf.put(if core { Rank::Core } else { Rank::Extended }, Sprocket { chain, strands, teeth });
            }
        }
    }
}

impl Chain {
    fn pitch(&self) -> Mm {
        Mm::thousandths(self.1)
    }

    /// Multiple strands carry a little less than their sum.
    fn breaking_load(&self, strands: i64) -> i64 {
        self.4 * (100 * strands - 2 * (strands - 1)) / 100
    }

    fn number(&self, strands: i64) -> String {
        format!("{}-{strands}", self.0)
    }
}

struct Length {
    chain: &'static Chain,
    strands: i64,
    material: &'static (&'static str, &'static str, i64, &'static str, &'static str),
}

impl Article for Length {
    fn sku(&self) -> String {
        format!("{}{}", self.chain.number(self.strands), self.material.0)
    }

    fn draft(&self) -> Draft {
        let Length { chain, strands, material } = *self;
        let (number, pitch, grams) = (chain.number(strands), chain.pitch(), chain.5 * strands);
        let (roller, inner) = (Mm::hundredths(chain.2), Mm::hundredths(chain.3));
        let &(tail, choice, material_price, material_it, material_en) = material;
        let (rows_it, rows_en) = [("semplice", "simplex"), ("doppia", "duplex"), ("tripla", "triplex")]
            [usize::try_from(strands - 1).unwrap_or(0).min(2)];
        Draft::new(
            "chain",
            "roller-chains",
            format!("Catena a rulli {rows_it} {number}{tail} al metro"),
            format!("Roller chain, {rows_en}, {number}{tail}, by the metre"),
        )
        .say(
            format!(
                "Catena a rulli ISO 606, passo {} mm, rullo {} mm, larghezza interna {} mm.",
                pitch.it(),
                roller.it(),
                inner.it()
            ),
            format!("ISO 606 roller chain, pitch {pitch} mm, roller {roller} mm, inner width {inner} mm."),
        )
        .say(material_it, material_en)
        .say(
            "Tagliata a misura a passi di mezzo metro; la maglia di giunzione si ordina a parte.",
            "Cut to length in steps of half a metre; order the connecting link separately.",
        )
        .text("chain_number", number.clone())
        .mm("pitch", pitch)
        .whole("strands", strands)
        .mm("roller_diameter", roller)
        .mm("inner_width", inner)
        .milli("breaking_load", chain.breaking_load(strands))
        .milli("mass_per_metre", grams)
        .choice("material", choice)
        .text("standard", "ISO 606")
        .costs(grams * 1000, price::by_mass(420, 1250, grams * 1000) * material_price / 100)
        .lead(5)
        .sold(Sale::metres(50, 50, &[5, 25]))
        .drawn("chain", &[("p", pitch.to_string()), ("d1", roller.to_string()), ("b1", inner.to_string())])
        .replaced_by(MATERIALS.iter().map(|other| format!("{number}{}", other.0)))
        .goes_with([format!("{number}{tail}-GM"), "OIL-CHAIN-5".to_owned()])
        .goes_with([17, 19, 21, 23].map(|teeth| format!("Z{teeth}-{number}")))
    }
}

struct Link {
    chain: &'static Chain,
    strands: i64,
    material: &'static (&'static str, &'static str, i64, &'static str, &'static str),
}

impl Article for Link {
    fn sku(&self) -> String {
        format!("{}{}-GM", self.chain.number(self.strands), self.material.0)
    }

    fn draft(&self) -> Draft {
        let (number, tail, pitch) = (self.chain.number(self.strands), self.material.0, self.chain.pitch());
        let (roller, inner) = (Mm::hundredths(self.chain.2), Mm::hundredths(self.chain.3));
        let mass = self.chain.5 * self.strands * 2 * self.chain.1 / 1000;
        Draft::new(
            "chain",
            "roller-chains",
            format!("Maglia di giunzione {number}{tail} con molletta"),
            format!("Connecting link {number}{tail} with spring clip"),
        )
        .say(
            format!("Maglia di giunzione n. 26 per chiudere ad anello la catena {number}{tail}, passo {} mm.", pitch.it()),
            format!("Connecting link No. 26 that closes chain {number}{tail} into a loop, pitch {pitch} mm."),
        )
        .say(
            "Montare la molletta con l'apertura opposta al senso di marcia.",
            "Fit the clip with its open end away from the direction of travel.",
        )
        .text("chain_number", number)
        .mm("pitch", pitch)
        .whole("strands", self.strands)
        .mm("roller_diameter", roller)
        .mm("inner_width", inner)
        .choice("material", self.material.1)
        .text("standard", "ISO 606")
        .costs(mass, price::by_mass(55, 2900, mass) * self.material.2 / 100)
        .lead(4)
        .sold(Sale::pieces(&[10]))
        .drawn("chain-link", &[("p", pitch.to_string())])
        .goes_with([format!("{}{tail}", self.chain.number(self.strands))])
    }
}

struct Sprocket {
    chain: &'static Chain,
    strands: i64,
    teeth: i64,
}

impl Article for Sprocket {
    fn sku(&self) -> String {
        format!("Z{}-{}", self.teeth, self.chain.number(self.strands))
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-Z-{}", self.chain.number(self.strands)))
    }

    fn draft(&self) -> Draft {
        let Sprocket { chain, strands, teeth } = *self;
        let (number, pitch) = (chain.number(strands), chain.pitch());
        // dp = p / sin(π / z), to the nearest hundredth.
        let sine = sine_of_pi_over(teeth);
        let pitch_diameter = Mm::hundredths((chain.1 * 100_000 + sine / 2) / sine);
        let outside = pitch_diameter.plus(Mm::hundredths(chain.2 * 6 / 10));
        let hub = Mm::whole((pitch_diameter.micrometres() * 65 / 100_000).clamp(15, 120));
        let bore = Mm::whole(match pitch_diameter.micrometres() {
            ..40_000 => 8,
            40_000..75_000 => 12,
            75_000..130_000 => 16,
            _ => 20,
        });
        let face = Mm::hundredths(chain.3 * 93 / 100 * (2 * strands - 1));
        let mass = mass(ring_volume(pitch_diameter, bore, face), density::STEEL) * 94 / 100
            + mass(ring_volume(hub, bore, face.plus(Mm::whole(12))), density::STEEL);
        Draft::new(
            "sprocket",
            "sprockets",
            format!("Pignone per catena {number}, z = {teeth}"),
            format!("Sprocket for chain {number}, z = {teeth}"),
        )
        .say(
            format!(
                "Pignone con mozzo per catena a rulli {number}, {teeth} denti, diametro primitivo {} mm.",
                pitch_diameter.it()
            ),
            format!("A sprocket with hub for roller chain {number}, {teeth} teeth, pitch diameter {pitch_diameter} mm."),
        )
        .say(
            format!("Acciaio C45, foro grezzo {bore} mm da lavorare a misura; mozzo {hub} mm."),
            format!("C45 steel, {bore} mm pilot bore for machining to size; hub {hub} mm."),
        )
        .say(
            if teeth < 17 {
                "Sotto i 17 denti preferire basse velocità per contenere rumore e usura."
            } else {
                "Numero di denti adatto anche a velocità sostenute."
            },
            if teeth < 17 {
                "Below 17 teeth keep speeds low to limit noise and wear."
            } else {
                "Enough teeth for higher speeds as well."
            },
        )
        .text("chain_number", number.clone())
        .whole("teeth", teeth)
        .whole("strands", strands)
        .mm("pitch", pitch)
        .mm("pitch_diameter", pitch_diameter)
        .mm("outside_diameter", outside)
        .mm("hub_diameter", hub)
        .mm("pilot_bore", bore)
        .choice("material", "steel")
        .text("standard", "ISO 606")
        .costs(mass, price::by_mass(390, 1150, mass))
        .lead(7)
        .drawn(
            "sprocket",
            &[("z", teeth.to_string()), ("p", pitch.to_string()), ("dp", pitch_diameter.to_string()), ("d", bore.to_string())],
        )
        .grouped(self.group(), format!("Pignoni per catena {number}"), format!("Sprockets for chain {number}"), &["teeth"])
        .goes_with([number])
    }
}
