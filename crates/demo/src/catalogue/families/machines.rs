//! Machines with exploded bills of spares, and the parts that only they have.

use crate::catalogue::draft::{Article, Draft, Position, Sale};
use crate::catalogue::number::decimal;
use crate::catalogue::price::CENT;
use crate::catalogue::range::{Rank, Shelf};

use super::machine_table::{MACHINES, Machine, OWN_PARTS, OwnPart};

/// Every machine with every part of its bill.
pub(in crate::catalogue) fn parts_of_machines() -> impl Iterator<Item = (String, String)> {
    MACHINES.iter().flat_map(|machine| machine.bill.iter().map(|(_, part, _)| (machine.sku.to_owned(), (*part).to_owned())))
}

pub(super) fn fill_machines(shelf: &mut Shelf) {
    for machine in MACHINES {
        shelf.put(Rank::Core, Whole(machine));
    }
}

pub(super) fn fill_parts(shelf: &mut Shelf) {
    for part in OWN_PARTS {
        shelf.put(Rank::Core, Part(part));
    }
}

struct Whole(&'static Machine);

impl Article for Whole {
    fn sku(&self) -> String {
        self.0.sku.to_owned()
    }

    fn draft(&self) -> Draft {
        let machine = self.0;
        let power = machine.watts * 1000;
        let positions = machine.bill.iter().map(|&(number, sku, quantity)| Position { number, sku: sku.to_owned(), quantity });
        let draft = Draft::new("machine", "packaging-machines", machine.it, machine.en)
            .say(machine.about_it, machine.about_en)
            .say(
                format!(
                    "Potenza installata {} kW, alimentazione 400 V trifase, massa {} kg.",
                    decimal(power, ','),
                    machine.kilograms
                ),
                format!("Installed power {} kW, 400 V three-phase, mass {} kg.", decimal(power, '.'), machine.kilograms),
            )
            .say(
                format!("L'esploso elenca {} posizioni con i ricambi ordinabili.", machine.bill.len()),
                format!("The exploded view lists {} positions with spares to order.", machine.bill.len()),
            )
            .text("output_rate", machine.rate)
            .number("power", power)
            .whole("supply", 400)
            .whole("machine_mass", machine.kilograms)
            .text("protection", "IP54")
            .text("standard", "EN 415");
        let draft = if machine.air > 0 { draft.whole("compressed_air", machine.air) } else { draft };
        draft
            .costs(machine.kilograms * 1_000_000, machine.euro * 100 * CENT)
            .lead(45)
            .sold(Sale::pieces(&[]))
            .drawn("machine", &[("n", machine.bill.len().to_string()), ("name", machine.sku.to_owned())])
            .consists_of(positions.collect())
    }
}

struct Part(&'static OwnPart);

impl Article for Part {
    fn sku(&self) -> String {
        self.0.0.to_owned()
    }

    fn draft(&self) -> Draft {
        let &(sku, it, en, material, cents, grams) = self.0;
        let machines: Vec<&str> = MACHINES
            .iter()
            .filter(|machine| machine.bill.iter().any(|(_, part, _)| *part == sku))
            .map(|machine| machine.sku)
            .collect();
        let fits = machines.join(", ");
        Draft::new("machine_part", "machine-parts", format!("{it} {sku}"), format!("{en} {sku}"))
            .say(format!("Ricambio originale per {fits}."), format!("A genuine spare part for {fits}."))
            .say(
                "Verificare la posizione sull'esploso e il numero di matricola prima dell'ordine.",
                "Check the position in the exploded view and the serial number before ordering.",
            )
            .text("machine", machines.first().copied().unwrap_or(sku))
            .choice("material", material)
            .costs(grams * 1000, cents * CENT)
            .lead(12)
            .drawn("machine-part", &[])
    }
}
