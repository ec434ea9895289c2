//! Worm gear motors. Frame sizes, ratios and motor powers (IEC 60072-1) are the trade's usual ones.

use crate::catalogue::draft::{Article, Draft, Position};
use crate::catalogue::number::{decimal, significant};
use crate::catalogue::price::CENT;
use crate::catalogue::range::{Rank, Shelf};

/// Frame size, motor powers in watts, mass in grams, price in cents, bearing of the output shaft, shaft seal, bearing of the worm.
struct Frame {
    size: i64,
    powers: &'static [i64],
    grams: i64,
    cents: i64,
    bearing: &'static str,
    seal: &'static str,
    worm_bearing: &'static str,
}

const FRAMES: &[Frame] = &[
    Frame {
        size: 40,
        powers: &[90, 120, 180],
        grams: 4300,
        cents: 15_800,
        bearing: "6005",
        seal: "25x40x7",
        worm_bearing: "6202",
    },
    Frame {
        size: 50,
        powers: &[180, 250, 370],
        grams: 6900,
        cents: 19_600,
        bearing: "6006",
        seal: "30x47x7",
        worm_bearing: "6203",
    },
    Frame {
        size: 63,
        powers: &[250, 370, 550],
        grams: 11_200,
        cents: 25_900,
        bearing: "6007",
        seal: "35x50x8",
        worm_bearing: "6204",
    },
    Frame {
        size: 75,
        powers: &[550, 750, 1100],
        grams: 17_500,
        cents: 36_200,
        bearing: "6008",
        seal: "40x62x8",
        worm_bearing: "6205",
    },
    Frame {
        size: 90,
        powers: &[750, 1100, 1500, 2200],
        grams: 26_500,
        cents: 51_800,
        bearing: "6009",
        seal: "45x65x8",
        worm_bearing: "6206",
    },
    Frame {
        size: 110,
        powers: &[1500, 2200, 3000, 4000],
        grams: 44_000,
        cents: 83_500,
        bearing: "6010",
        seal: "50x72x8",
        worm_bearing: "6207",
    },
];

/// Ratio in tenths and efficiency in percent.
const RATIOS: &[(i64, i64)] =
    &[(75, 88), (100, 86), (150, 82), (200, 79), (250, 76), (300, 72), (400, 66), (500, 62), (600, 58), (800, 52), (1000, 48)];

/// Tail of the SKU, choice, price in percent, words.
const MOUNTINGS: &[(&str, &str, i64, &str, &str)] = &[
    ("AC", "hollow_shaft", 100, "albero lento cavo", "hollow output shaft"),
    ("B3", "feet", 106, "piedi", "feet"),
    ("B5", "flange_b5", 109, "flangia B5", "B5 flange"),
    ("B14", "flange_b14", 107, "flangia B14", "B14 flange"),
];

pub(super) fn fill(shelf: &mut Shelf) {
    for mounting in MOUNTINGS {
        for &(ratio, efficiency) in RATIOS {
            for frame in FRAMES {
                for (place, &watts) in frame.powers.iter().enumerate() {
                    let usual = matches!(ratio, 100 | 200 | 300 | 400 | 600) && frame.size <= 75;
                    let core = mounting.0 == "AC" && usual && (place == 1 || (frame.size == 40 && place == 2));
                    let motor = GearMotor { frame, watts, ratio, efficiency, mounting };
                    shelf.put(if core { Rank::Core } else { Rank::Extended }, motor);
                }
            }
        }
    }
}

struct GearMotor {
    frame: &'static Frame,
    watts: i64,
    ratio: i64,
    efficiency: i64,
    mounting: &'static (&'static str, &'static str, i64, &'static str, &'static str),
}

impl GearMotor {
    fn head(&self) -> String {
        let (ratio, power) = (decimal(self.ratio * 100_000, '.'), decimal(self.watts * 1000, '.'));
        format!("MR-{}-{ratio}-{power}", self.frame.size)
    }

    fn bill(&self) -> Vec<Position> {
        let Frame { bearing, seal, worm_bearing, .. } = self.frame;
        [
            (1, format!("{bearing}-2RS"), 2000),
            (2, format!("{worm_bearing}-2RS"), 2000),
            (3, format!("DIN3760-A-{seal}-NBR"), 2000),
            (4, "OIL-PG-220-5".to_owned(), 5000),
        ]
        .map(|(number, sku, quantity)| Position { number, sku, quantity })
        .to_vec()
    }
}

impl Article for GearMotor {
    fn sku(&self) -> String {
        format!("{}-{}", self.head(), self.mounting.0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-MR-{}", self.frame.size))
    }

    fn draft(&self) -> Draft {
        let GearMotor { frame, watts, ratio, efficiency, mounting } = *self;
        let &(tail, mounting, mounting_price, mounting_it, mounting_en) = mounting;
        let (ratio_it, ratio_en) = (decimal(ratio * 100_000, ','), decimal(ratio * 100_000, '.'));
        let (power_it, power_en) = (decimal(watts * 1000, ','), decimal(watts * 1000, '.'));
        let speed = 14_000 / ratio;
        // M = 9,550 · P / n, in newton metres; the motor turns at 1,400.
        let torque = significant(9_550 * watts * efficiency / 100 / 1000 * ratio / 14_000, 2);
        let mass = (frame.grams + watts * 7) * 1000;
        let size = frame.size;
        Draft::new(
            "gear_motor",
            "gear-motors",
            format!("Motoriduttore a vite senza fine MR {size} i={ratio_it} {power_it} kW {tail}"),
            format!("Worm gear motor MR {size} i={ratio_en} {power_en} kW {tail}"),
        )
        .say(
            format!("Motoriduttore grandezza {size}, rapporto {ratio_it}, motore asincrono trifase {power_it} kW a 4 poli, {mounting_it}."),
            format!("Gear motor of frame size {size}, ratio {ratio_en}, three-phase 4-pole motor of {power_en} kW, {mounting_en}."),
        )
        .say(
            format!("Uscita {speed} giri/min con {torque} N·m; carcassa in alluminio, lubrificazione a vita."),
            format!("Output {speed} rpm at {torque} N·m; aluminium housing, lubricated for life."),
        )
        .say(
            if ratio >= 400 { "Riduzione praticamente irreversibile, utile per arresti in posizione." } else { "Per trasportatori, agitatori e comandi continui." },
            if ratio >= 400 { "Practically self-locking, useful for holding a position." } else { "For conveyors, mixers and continuous drives." },
        )
        .number("power", watts * 1000)
        .number("ratio", ratio * 100_000)
        .whole("output_speed", speed)
        .whole("output_torque", torque)
        .whole("frame_size", size)
        .choice("mounting", mounting)
        .whole("supply", 400)
        .text("protection", "IP55")
        .number("machine_mass", mass)
        .costs(mass, (frame.cents + watts * 9) * CENT * mounting_price / 100)
        .lead(15)
        .drawn("gear-motor", &[("H", size.to_string()), ("i", ratio_en), ("P", format!("{power_en} kW"))])
        .grouped(
            self.group(),
            format!("Motoriduttori a vite senza fine MR {size}"),
            format!("Worm gear motors MR {size}"),
            &["ratio", "power", "mounting"],
        )
        .replaced_by(MOUNTINGS.iter().map(|other| format!("{}-{}", self.head(), other.0)))
        .goes_with(["OIL-PG-220-5".to_owned(), "CT-09-24DC".to_owned()])
        .consists_of(self.bill())
    }
}
