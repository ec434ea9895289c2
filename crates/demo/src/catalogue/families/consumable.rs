//! What a workshop uses up: adhesives, sprays, discs, tapes, protection.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::price::CENT;
use crate::catalogue::range::{Rank, Shelf};

/// Code, Italian, English, content, cents, grams, use in both languages.
type Consumable = (&'static str, &'static str, &'static str, &'static str, i64, i64, &'static str, &'static str);

#[rustfmt::skip]
const CONSUMABLES: &[Consumable] = &[
    ("FRN-M-50", "Frenafiletti medio", "Threadlocker, medium strength", "50 ml", 1480, 78, "Blocca viti smontabili con utensili normali, M6–M20.", "Locks screws that ordinary tools can still undo, M6–M20."),
    ("FRN-F-50", "Frenafiletti forte", "Threadlocker, high strength", "50 ml", 1620, 78, "Blocco permanente di prigionieri e perni.", "Locks studs and pins for good."),
    ("SIG-G-50", "Sigillaraccordi", "Thread sealant", "50 ml", 1540, 80, "Sigilla filettature di impianti idraulici e pneumatici.", "Seals threads of hydraulic and pneumatic systems."),
    ("BLC-C-50", "Bloccante per cuscinetti", "Retaining compound for bearings", "50 ml", 1760, 80, "Fissa anelli di cuscinetti e boccole su alberi usurati.", "Fixes bearing rings and bushes on worn shafts."),
    ("SGR-500", "Sgrassante spray", "Degreaser spray", "500 ml", 540, 480, "Pulisce freni, pezzi e attrezzi senza lasciare residui.", "Cleans brakes, parts and tools without residue."),
    ("SBL-400", "Sbloccante spray", "Penetrating oil spray", "400 ml", 590, 390, "Penetra e libera viti ossidate in pochi minuti.", "Creeps in and frees rusted screws in minutes."),
    ("SIL-400", "Silicone spray", "Silicone spray", "400 ml", 560, 340, "Lubrifica guide, gomma e plastica.", "Lubricates guides, rubber and plastics."),
    ("ZNC-400", "Zincante spray", "Zinc spray", "400 ml", 720, 480, "Ripristina la protezione su saldature e tagli.", "Restores protection on welds and cuts."),
    ("GRA-LIT-600", "Pompa per grasso manuale", "Manual grease gun", "1", 3450, 1450, "Per cartucce da 400 g, con tubo flessibile.", "For 400 g cartridges, with flexible hose."),
    ("DSC-T-125", "Disco da taglio 125 × 1 mm", "Cutting disc 125 × 1 mm", "1", 145, 38, "Per acciaio e inox, taglio veloce con poca bava.", "For steel and stainless, a quick cut with little burr."),
    ("DSC-L-125-40", "Disco lamellare 125 mm grana 40", "Flap disc 125 mm grit 40", "1", 320, 95, "Sbavatura e finitura di saldature.", "Deburring and dressing of welds."),
    ("DSC-L-125-80", "Disco lamellare 125 mm grana 80", "Flap disc 125 mm grit 80", "1", 320, 95, "Finitura di superfici e saldature.", "Finishing of surfaces and welds."),
    ("PAN-W-400", "Panni assorbenti", "Absorbent wipes", "400", 3850, 4200, "Assorbono oli e refrigeranti, strappo facile.", "Take up oils and coolants, easy to tear off."),
    ("NAS-PTFE-12", "Nastro PTFE 12 mm", "PTFE tape 12 mm", "12 m", 75, 12, "Tenuta su filettature di acqua, aria e gas.", "Seals threads for water, air and gas."),
    ("NAS-ISO-19", "Nastro isolante 19 mm nero", "Insulating tape 19 mm black", "25 m", 165, 70, "Isolamento fino a 1000 V.", "Insulates up to 1000 V."),
    ("NAS-IMB-50", "Nastro da imballo 50 mm", "Packing tape 50 mm", "66 m", 190, 240, "Nastro in polipropilene per nastratrici e uso manuale.", "Polypropylene tape for case tapers and by hand."),
    ("FSC-200-BK", "Fascette 200 × 4,8 mm nere", "Cable ties 200 × 4.8 mm black", "100", 410, 130, "In poliammide resistente ai raggi UV.", "Of UV-resistant polyamide."),
    ("FSC-300-BK", "Fascette 300 × 4,8 mm nere", "Cable ties 300 × 4.8 mm black", "100", 590, 200, "In poliammide resistente ai raggi UV.", "Of UV-resistant polyamide."),
    ("OCC-CL", "Occhiali di protezione", "Safety glasses", "1", 420, 28, "Lente antigraffio e antiappannamento, EN 166.", "Scratch-resistant and anti-fog lens, EN 166."),
    ("TAP-SNR37", "Inserti auricolari", "Earplugs", "200", 2650, 210, "Attenuazione SNR 37 dB, EN 352-2.", "SNR 37 dB, EN 352-2."),
    ("MSK-FFP2", "Facciali filtranti FFP2", "FFP2 respirators", "20", 1890, 180, "Con valvola, contro polveri e fumi.", "With valve, against dusts and fumes."),
    ("SCR-MAN-4", "Lavamani con microgranuli", "Hand cleaner with grains", "4 l", 1750, 4100, "Rimuove olio e grasso rispettando la pelle.", "Takes off oil and grease and spares the skin."),
];

pub(super) fn fill(shelf: &mut Shelf) {
    for consumable in CONSUMABLES {
        shelf.put(Rank::Core, Item(consumable));
    }
}

struct Item(&'static Consumable);

impl Article for Item {
    fn sku(&self) -> String {
        self.0.0.to_owned()
    }

    fn draft(&self) -> Draft {
        let &(_, it, en, content, cents, grams, use_it, use_en) = self.0;
        Draft::new("consumable", "consumables", it, en)
            .say(use_it, use_en)
            .say(format!("Contenuto: {content}."), format!("Content: {content}."))
            .text("content", content)
            .costs(grams * 1000, cents * CENT)
            .lead(3)
            .sold(Sale::pieces(&[12]))
            .drawn("consumable", &[])
    }
}
