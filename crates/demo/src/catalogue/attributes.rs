//! Every attribute of the demo catalogue: kind, unit and names. Letters such as d, D, B are those of the standards' tables.

use super::choices;
use super::model::{Attribute, AttributeKind, Choice, Label};

const FACET: bool = true;
const PLAIN: bool = false;

const fn text(code: &'static str, it: &'static str, en: &'static str, facet: bool) -> Attribute {
    Attribute { code, kind: AttributeKind::Text, unit: None, label: Label { it, en }, facet }
}

/// A number in a Rec 20 unit.
const fn number(code: &'static str, unit: &'static str, it: &'static str, en: &'static str, facet: bool) -> Attribute {
    Attribute { code, kind: AttributeKind::Number, unit: Some(unit), label: Label { it, en }, facet }
}

/// A number without unit: teeth, rows, cores.
const fn count(code: &'static str, it: &'static str, en: &'static str, facet: bool) -> Attribute {
    Attribute { code, kind: AttributeKind::Number, unit: None, label: Label { it, en }, facet }
}

const fn boolean(code: &'static str, it: &'static str, en: &'static str, facet: bool) -> Attribute {
    Attribute { code, kind: AttributeKind::Boolean, unit: None, label: Label { it, en }, facet }
}

const fn one_of(code: &'static str, choices: &'static [Choice], it: &'static str, en: &'static str) -> Attribute {
    Attribute { code, kind: AttributeKind::Choice(choices), unit: None, label: Label { it, en }, facet: FACET }
}

/// The definition of an attribute.
pub fn find(code: &str) -> Option<&'static Attribute> {
    ATTRIBUTES.iter().find(|attribute| attribute.code == code)
}

/// All attributes, grouped by what they belong to.
pub const ATTRIBUTES: &[Attribute] = &[
    // Of many families.
    text("standard", "Norma", "Standard", FACET),
    one_of("material", choices::MATERIALS, "Materiale", "Material"),
    one_of("colour", choices::COLOURS, "Colore", "Colour"),
    number("length", "MMT", "Lunghezza", "Length", FACET),
    number("width", "MMT", "Larghezza B", "Width B", FACET),
    number("thickness", "MMT", "Spessore", "Thickness", FACET),
    number("height", "MMT", "Altezza", "Height", PLAIN),
    number("inside_diameter", "MMT", "Diametro interno", "Inside diameter", FACET),
    number("outside_diameter", "MMT", "Diametro esterno D", "Outside diameter D", FACET),
    number("temperature_min", "CEL", "Temperatura minima", "Minimum temperature", PLAIN),
    number("temperature_max", "CEL", "Temperatura massima", "Maximum temperature", FACET),
    number("working_pressure", "BAR", "Pressione d'esercizio", "Working pressure", FACET),
    number("power", "KWT", "Potenza", "Power", FACET),
    text("supply_voltage", "Tensione di alimentazione", "Supply voltage", FACET),
    text("protection", "Grado di protezione", "Degree of protection", FACET),
    // Bearings.
    number("bore_diameter", "MMT", "Diametro foro d", "Bore diameter d", FACET),
    text("series", "Serie", "Series", FACET),
    one_of("seal", choices::SEALS, "Tenuta", "Seal"),
    one_of("clearance", choices::CLEARANCES, "Gioco interno", "Internal clearance"),
    one_of("cage", choices::CAGES, "Gabbia", "Cage"),
    one_of("bore_shape", choices::BORES, "Foro", "Bore"),
    number("contact_angle", "DD", "Angolo di contatto", "Contact angle", FACET),
    count("rows", "Numero di corone", "Rows", FACET),
    number("mounting_width", "MMT", "Larghezza totale T", "Total width T", PLAIN),
    number("dynamic_load", "B47", "Coefficiente di carico dinamico C", "Dynamic load rating C", FACET),
    number("static_load", "B47", "Coefficiente di carico statico C0", "Static load rating C0", PLAIN),
    number("limiting_speed", "RPM", "Velocità limite", "Limiting speed", PLAIN),
    one_of("housing", choices::HOUSINGS, "Supporto", "Housing"),
    number("shaft_diameter", "MMT", "Diametro albero d", "Shaft diameter d", FACET),
    number("centre_height", "MMT", "Altezza centro albero H", "Shaft centre height H", PLAIN),
    number("bolt_spacing", "MMT", "Interasse fori J", "Bolt spacing J", PLAIN),
    // Fasteners.
    text("thread", "Filettatura d", "Thread d", FACET),
    number("thread_pitch", "MMT", "Passo", "Pitch", PLAIN),
    text("property_class", "Classe di resistenza", "Property class", FACET),
    one_of("finish", choices::FINISHES, "Finitura", "Finish"),
    number("head_diameter", "MMT", "Diametro testa dk", "Head diameter dk", PLAIN),
    number("head_height", "MMT", "Altezza testa k", "Head height k", PLAIN),
    number("width_across_flats", "MMT", "Chiave s", "Width across flats s", FACET),
    boolean("fully_threaded", "Filettatura totale", "Fully threaded", FACET),
    number("tightening_torque", "NU", "Coppia di serraggio indicativa", "Indicative tightening torque", PLAIN),
    one_of("point", choices::POINTS, "Estremità", "Point"),
    one_of("nut_type", choices::NUT_TYPES, "Tipo di dado", "Nut type"),
    one_of("washer_type", choices::WASHER_TYPES, "Tipo di rosetta", "Washer type"),
    one_of("ring_seat", choices::RING_SEATS, "Sede", "Seat"),
    number("nominal_diameter", "MMT", "Diametro nominale d1", "Nominal diameter d1", FACET),
    number("groove_diameter", "MMT", "Diametro gola d2", "Groove diameter d2", PLAIN),
    number("groove_width", "MMT", "Larghezza gola m", "Groove width m", PLAIN),
    number("shaft_from", "MMT", "Albero da", "Shaft from", PLAIN),
    number("shaft_to", "MMT", "Albero fino a", "Shaft up to", PLAIN),
    text("tolerance", "Tolleranza", "Tolerance", PLAIN),
    // Seals.
    one_of("lip", choices::LIPS, "Forma", "Type"),
    number("cord_diameter", "MMT", "Diametro corda d2", "Cross-section d2", FACET),
    count("hardness", "Durezza (Shore A)", "Hardness (Shore A)", FACET),
    number("surface_speed", "MTS", "Velocità periferica massima", "Maximum surface speed", PLAIN),
    // Power transmission.
    text("profile", "Profilo", "Profile", FACET),
    number("datum_length", "MMT", "Lunghezza primitiva Ld", "Datum length Ld", FACET),
    boolean("cogged", "Dentellata", "Cogged", FACET),
    number("pitch", "MMT", "Passo p", "Pitch p", FACET),
    count("teeth", "Numero di denti z", "Teeth z", FACET),
    text("chain_number", "Catena ISO", "ISO chain number", FACET),
    count("strands", "Numero di file", "Strands", FACET),
    number("roller_diameter", "MMT", "Diametro rullo", "Roller diameter", PLAIN),
    number("inner_width", "MMT", "Larghezza interna", "Inner width", PLAIN),
    number("breaking_load", "B47", "Carico di rottura", "Breaking load", PLAIN),
    number("mass_per_metre", "KL", "Massa lineica", "Mass per metre", PLAIN),
    number("pitch_diameter", "MMT", "Diametro primitivo dp", "Pitch diameter dp", PLAIN),
    number("pilot_bore", "MMT", "Foro grezzo", "Pilot bore", PLAIN),
    number("hub_diameter", "MMT", "Diametro mozzo", "Hub diameter", PLAIN),
    // Fluid power.
    count("nominal_size", "Diametro nominale DN", "Nominal size DN", FACET),
    text("hose_type", "Tipo di tubo", "Hose type", FACET),
    number("burst_pressure", "BAR", "Pressione di scoppio", "Burst pressure", PLAIN),
    number("bend_radius", "MMT", "Raggio di curvatura minimo", "Minimum bend radius", PLAIN),
    number("tube_diameter", "MMT", "Diametro tubo", "Tube diameter", FACET),
    text("connection_thread", "Filettatura di attacco", "Connection thread", FACET),
    one_of("fitting_shape", choices::FITTING_SHAPES, "Forma", "Shape"),
    number("cylinder_bore", "MMT", "Alesaggio", "Bore", FACET),
    number("stroke", "MMT", "Corsa", "Stroke", FACET),
    number("rod_diameter", "MMT", "Diametro stelo", "Rod diameter", PLAIN),
    number("thrust", "NEW", "Spinta a 6 bar", "Thrust at 6 bar", PLAIN),
    // Electrical.
    text("cable_type", "Tipo di cavo", "Cable type", FACET),
    count("cores", "Numero di conduttori", "Cores", FACET),
    number("cross_section", "MMK", "Sezione", "Cross-section", FACET),
    boolean("shielded", "Schermato", "Shielded", FACET),
    number("rated_voltage", "VLT", "Tensione nominale", "Rated voltage", PLAIN),
    number("rated_current", "AMP", "Corrente nominale AC-3", "Rated current AC-3", FACET),
    number("coil_voltage", "VLT", "Tensione bobina", "Coil voltage", FACET),
    one_of("coil_supply", choices::SUPPLIES, "Alimentazione bobina", "Coil supply"),
    text("auxiliary_contacts", "Contatti ausiliari", "Auxiliary contacts", FACET),
    number("setting_from", "AMP", "Taratura da", "Setting from", FACET),
    number("setting_to", "AMP", "Taratura fino a", "Setting up to", FACET),
    number("sensing_distance", "MMT", "Distanza di intervento Sn", "Sensing distance Sn", FACET),
    boolean("flush", "Montaggio a filo", "Flush mounting", FACET),
    one_of("output", choices::OUTPUTS, "Uscita", "Output"),
    one_of("connection", choices::CONNECTIONS, "Collegamento", "Connection"),
    number("switching_frequency", "HTZ", "Frequenza di commutazione", "Switching frequency", PLAIN),
    number("load_current", "4K", "Corrente di carico", "Load current", PLAIN),
    // Lubricants and consumables.
    one_of("lubricant_use", choices::LUBRICANT_USES, "Impiego", "Use"),
    one_of("base_oil", choices::BASE_OILS, "Olio base", "Base oil"),
    number("viscosity", "C17", "Viscosità a 40 °C", "Viscosity at 40 °C", FACET),
    text("consistency", "Consistenza NLGI", "NLGI consistency", FACET),
    boolean("food_grade", "Contatto alimentare accidentale (H1)", "Incidental food contact (H1)", FACET),
    text("size", "Taglia", "Size", FACET),
    one_of("coating", choices::COATINGS, "Rivestimento", "Coating"),
    text("mechanical_rating", "Prestazioni EN 388", "EN 388 performance", PLAIN),
    text("content", "Contenuto", "Content", PLAIN),
    // Machines, gear motors, pumps.
    number("supply", "VLT", "Tensione", "Voltage", FACET),
    number("output_speed", "RPM", "Velocità in uscita", "Output speed", FACET),
    number("output_torque", "NU", "Coppia in uscita", "Output torque", PLAIN),
    count("ratio", "Rapporto di riduzione", "Ratio", FACET),
    count("frame_size", "Grandezza", "Frame size", FACET),
    one_of("mounting", choices::MOUNTINGS, "Montaggio", "Mounting"),
    one_of("pump_type", choices::PUMP_TYPES, "Tipo di pompa", "Pump type"),
    number("flow", "L2", "Portata", "Flow", FACET),
    number("head", "MTR", "Prevalenza", "Head", FACET),
    number("compressed_air", "L2", "Consumo d'aria", "Air consumption", PLAIN),
    number("machine_mass", "KGM", "Massa", "Mass", PLAIN),
    text("output_rate", "Produttività", "Output rate", PLAIN),
    text("machine", "Macchina", "Machine", FACET),
];
