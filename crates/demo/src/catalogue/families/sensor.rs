//! Inductive proximity sensors in threaded housings.
//!
//! Source: IEC 60947-5-2:2019 (housing sizes, rated operating distances).

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::decimal;
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Thread, sensing distance in tenths of a millimetre, flush, length in millimetres, frequency in hertz, price in cents.
type Housing = (i64, i64, bool, i64, i64, i64);

const HOUSINGS: &[Housing] = &[
    (8, 15, true, 45, 3000, 2180),
    (8, 20, true, 45, 2500, 2350),
    (8, 40, false, 45, 2000, 2590),
    (12, 20, true, 50, 2000, 1690),
    (12, 40, true, 50, 1500, 1940),
    (12, 80, false, 50, 1000, 2210),
    (18, 50, true, 55, 1000, 1980),
    (18, 80, true, 55, 800, 2240),
    (18, 140, false, 55, 500, 2580),
    (30, 100, true, 60, 500, 2690),
    (30, 150, true, 60, 400, 2980),
    (30, 220, false, 60, 300, 3420),
];

const OUTPUTS: &[(&str, &str)] = &[("PNP-NO", "pnp_no"), ("PNP-NC", "pnp_nc"), ("NPN-NO", "npn_no"), ("NPN-NC", "npn_nc")];

/// Tail of the SKU, choice, price in percent, words.
const CONNECTIONS: &[(&str, &str, i64, &str, &str)] = &[
    ("M12", "m12", 106, "connettore M12", "M12 connector"),
    ("K2", "cable", 100, "cavo da 2 m", "2 m cable"),
    ("M8", "m8", 106, "connettore M8", "M8 connector"),
];

/// Housing materials: tail, price in percent, words.
const BODIES: &[(&str, i64, &str, &str)] = &[
    ("", 100, "Custodia in ottone nichelato.", "Nickel-plated brass housing."),
    ("-INOX", 185, "Custodia e faccia attiva in acciaio inossidabile, IP69K.", "Stainless steel housing and face, IP69K."),
    ("-HT", 240, "Esecuzione per alte temperature, fino a 120 °C.", "High-temperature design, up to 120 °C."),
];

pub(super) fn fill(shelf: &mut Shelf) {
    for body in BODIES {
        for output in OUTPUTS {
            for connection in CONNECTIONS {
                // An M8 plug belongs on the smallest housing, an M12 plug on the others.
                for housing in HOUSINGS.iter().filter(|housing| match connection.0 {
                    "M8" => housing.0 == 8,
                    "M12" => housing.0 > 8,
                    _ => true,
                }) {
                    let core = body.0.is_empty() && (output.0 == "PNP-NO" || (output.0 == "PNP-NC" && connection.0 == "M12"));
                    shelf.put(if core { Rank::Core } else { Rank::Extended }, Sensor { housing, output, connection, body });
                }
            }
        }
    }
}

struct Sensor {
    housing: &'static Housing,
    output: &'static (&'static str, &'static str),
    connection: &'static (&'static str, &'static str, i64, &'static str, &'static str),
    body: &'static (&'static str, i64, &'static str, &'static str),
}

impl Sensor {
    fn head(&self) -> String {
        format!("IS-M{}-{}", self.housing.0, decimal(self.housing.1 * 100_000, '.'))
    }

    fn sku_with(&self, output: &str, connection: &str) -> String {
        format!("{}-{output}-{connection}{}", self.head(), self.body.0)
    }
}

impl Article for Sensor {
    fn sku(&self) -> String {
        self.sku_with(self.output.0, self.connection.0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}{}", self.head(), self.body.0))
    }

    fn draft(&self) -> Draft {
        let &(thread, tenths, flush, length, frequency, cents) = self.housing;
        let &(output, output_choice) = self.output;
        let &(_, connection, connection_price, connection_it, connection_en) = self.connection;
        let &(body, body_price, body_it, body_en) = self.body;
        let distance = tenths * 100_000;
        let (flush_it, flush_en) = if flush { ("a filo", "flush") } else { ("non a filo", "non-flush") };
        let name = output.replace('-', " ");
        Draft::new(
            "sensor",
            "proximity-sensors",
            format!("Sensore induttivo M{thread} Sn {} mm {name}, {connection_it}", decimal(distance, ',')),
            format!("Inductive sensor M{thread} Sn {} mm {name}, {connection_en}", decimal(distance, '.')),
        )
        .say(
            format!("Sensore di prossimità induttivo per metalli, distanza di intervento {} mm, montaggio {flush_it}.", decimal(distance, ',')),
            format!("An inductive proximity sensor for metals, sensing distance {} mm, {flush_en} mounting.", decimal(distance, '.')),
        )
        .say(
            format!("Uscita {name} a tre fili, 10–30 V DC, 200 mA, protetta da cortocircuito e inversione di polarità; {connection_it}."),
            format!("Three-wire {name} output, 10–30 V DC, 200 mA, protected against short circuit and reverse polarity; {connection_en}."),
        )
        .say(body_it, body_en)
        .text("thread", format!("M{thread}"))
        .number("sensing_distance", distance)
        .yes("flush", flush)
        .choice("output", output_choice)
        .choice("connection", connection)
        .text("supply_voltage", "10–30 V DC")
        .whole("switching_frequency", frequency)
        .whole("load_current", 200)
        .whole("length", length)
        .text("protection", if body == "-INOX" { "IP69K" } else { "IP67" })
        .text("standard", "IEC 60947-5-2")
        .costs(thread * thread * 190 + length * 300 + if connection == "cable" { 48_000 } else { 0 }, cents * price::CENT * connection_price / 100 * body_price / 100)
        .lead(6)
        .sold(Sale::pieces(&[10]))
        .drawn("sensor", &[("d", format!("M{thread}")), ("L", length.to_string()), ("Sn", decimal(distance, '.'))])
        .grouped(
            self.group(),
            format!("Sensori induttivi M{thread} Sn {} mm{}", decimal(distance, ','), body.replace('-', " ")),
            format!("Inductive sensors M{thread} Sn {} mm{}", decimal(distance, '.'), body.replace('-', " ")),
            &["output", "connection"],
        )
        .replaced_by(CONNECTIONS.iter().map(|other| self.sku_with(output, other.0)))
        .replaced_by([self.sku_with("PNP-NO", self.connection.0)])
    }
}
