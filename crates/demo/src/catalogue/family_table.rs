//! The families: which attributes describe each kind of product, most important first.

use super::model::{Family, Label};

const fn family(code: &'static str, it: &'static str, en: &'static str, attributes: &'static [&'static str]) -> Family {
    Family { code, label: Label { it, en }, attributes }
}

/// The definition of a family.
pub fn find(code: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.code == code)
}

pub const FAMILIES: &[Family] = &[
    family("rolling_bearing", "Cuscinetto volvente", "Rolling bearing", &[
        "bore_diameter", "outside_diameter", "width", "mounting_width", "series", "seal", "clearance", "cage", "bore_shape",
        "contact_angle", "rows", "dynamic_load", "static_load", "limiting_speed", "material", "standard",
    ]),
    family("housed_bearing", "Supporto con cuscinetto", "Housed bearing", &[
        "shaft_diameter", "housing", "centre_height", "bolt_spacing", "length", "width", "dynamic_load", "static_load", "material",
        "standard",
    ]),
    family("screw", "Vite", "Screw", &[
        "thread", "length", "property_class", "material", "finish", "width_across_flats", "head_diameter", "head_height",
        "thread_pitch", "fully_threaded", "point", "tightening_torque", "standard",
    ]),
    family("nut", "Dado", "Nut", &[
        "thread", "nut_type", "property_class", "material", "finish", "width_across_flats", "height", "thread_pitch", "standard",
    ]),
    family("washer", "Rosetta", "Washer", &[
        "thread", "washer_type", "inside_diameter", "outside_diameter", "thickness", "material", "finish", "standard",
    ]),
    family("retaining_ring", "Anello elastico", "Retaining ring", &[
        "nominal_diameter", "ring_seat", "thickness", "groove_diameter", "groove_width", "material", "standard",
    ]),
    family("key", "Linguetta", "Parallel key", &[
        "width", "height", "length", "shaft_from", "shaft_to", "material", "standard",
    ]),
    family("pin", "Spina", "Pin", &["nominal_diameter", "length", "tolerance", "material", "standard"]),
    family("shaft_seal", "Paraolio", "Rotary shaft seal", &[
        "shaft_diameter", "outside_diameter", "width", "lip", "material", "temperature_min", "temperature_max",
        "working_pressure", "surface_speed", "standard",
    ]),
    family("o_ring", "O-ring", "O-ring", &[
        "inside_diameter", "cord_diameter", "material", "hardness", "temperature_min", "temperature_max", "standard",
    ]),
    family("v_belt", "Cinghia trapezoidale", "V-belt", &[
        "profile", "datum_length", "width", "height", "cogged", "material", "temperature_max", "standard",
    ]),
    family("timing_belt", "Cinghia dentata", "Timing belt", &[
        "profile", "pitch", "length", "width", "teeth", "material", "standard",
    ]),
    family("chain", "Catena a rulli", "Roller chain", &[
        "chain_number", "pitch", "strands", "roller_diameter", "inner_width", "breaking_load", "mass_per_metre", "material",
        "standard",
    ]),
    family("sprocket", "Pignone per catena", "Chain sprocket", &[
        "chain_number", "teeth", "strands", "pitch", "pitch_diameter", "outside_diameter", "hub_diameter", "pilot_bore",
        "material", "standard",
    ]),
    family("hydraulic_hose", "Tubo oleodinamico", "Hydraulic hose", &[
        "hose_type", "nominal_size", "inside_diameter", "outside_diameter", "working_pressure", "burst_pressure", "bend_radius",
        "temperature_min", "temperature_max", "standard",
    ]),
    family("pneumatic_tube", "Tubo pneumatico", "Pneumatic tube", &[
        "outside_diameter", "inside_diameter", "material", "colour", "working_pressure", "bend_radius", "temperature_min",
        "temperature_max",
    ]),
    family("fitting", "Raccordo", "Fitting", &[
        "fitting_shape", "tube_diameter", "connection_thread", "material", "working_pressure", "temperature_max",
    ]),
    family("pneumatic_cylinder", "Cilindro pneumatico", "Pneumatic cylinder", &[
        "cylinder_bore", "stroke", "rod_diameter", "connection_thread", "thrust", "working_pressure", "temperature_max",
        "standard",
    ]),
    family("cable", "Cavo", "Cable", &[
        "cable_type", "cores", "cross_section", "colour", "shielded", "outside_diameter", "rated_voltage", "temperature_max",
        "material", "standard",
    ]),
    family("contactor", "Contattore", "Contactor", &[
        "rated_current", "power", "coil_voltage", "coil_supply", "auxiliary_contacts", "width", "standard",
    ]),
    family("overload_relay", "Relè termico", "Overload relay", &["setting_from", "setting_to", "auxiliary_contacts", "standard"]),
    family("sensor", "Sensore di prossimità", "Proximity sensor", &[
        "thread", "sensing_distance", "flush", "output", "connection", "supply_voltage", "switching_frequency", "load_current",
        "length", "protection", "standard",
    ]),
    family("lubricant", "Lubrificante", "Lubricant", &[
        "lubricant_use", "viscosity", "consistency", "base_oil", "food_grade", "temperature_min", "temperature_max", "standard",
    ]),
    family("protective_glove", "Guanto da lavoro", "Protective glove", &[
        "size", "coating", "mechanical_rating", "colour", "standard",
    ]),
    family("consumable", "Materiale di consumo", "Consumable", &["content", "outside_diameter", "standard"]),
    family("gear_motor", "Motoriduttore", "Gear motor", &[
        "power", "ratio", "output_speed", "output_torque", "frame_size", "mounting", "supply", "protection", "machine_mass",
    ]),
    family("pump", "Pompa", "Pump", &[
        "pump_type", "flow", "head", "working_pressure", "power", "connection_thread", "machine_mass", "standard",
    ]),
    family("machine", "Macchina", "Machine", &[
        "output_rate", "power", "supply", "compressed_air", "machine_mass", "protection", "standard",
    ]),
    family("machine_part", "Ricambio specifico", "Machine-specific part", &["machine", "material"]),
];
