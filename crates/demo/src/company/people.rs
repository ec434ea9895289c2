//! The people of the demo. All are invented; `.example` is reserved for such addresses.

use kernel::{Locale, Role};

/// Someone who can log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    pub name: &'static str,
    pub email: &'static str,
    pub role: Role,
    pub locale: Locale,
    /// What they may order alone, in whole euro; without limit when absent.
    pub order_limit: Option<i64>,
}

const fn person(name: &'static str, email: &'static str, role: Role) -> Person {
    Person { name, email, role, locale: Locale::It, order_limit: None }
}

const fn limited(name: &'static str, email: &'static str, role: Role, order_limit: i64) -> Person {
    Person { name, email, role, locale: Locale::It, order_limit: Some(order_limit) }
}

const fn in_english(person: Person) -> Person {
    Person { locale: Locale::En, ..person }
}

/// The seller's people.
pub const COLLEAGUES: &[Person] = &[
    person("Elena Marchetti", "elena.marchetti@dogana-forniture.example", Role::Admin),
    person("Davide Ferri", "davide.ferri@dogana-forniture.example", Role::SalesRep),
    person("Giulia Conti", "giulia.conti@dogana-forniture.example", Role::SalesRep),
    person("Marta Bassi", "marta.bassi@dogana-forniture.example", Role::Clerk),
    person("Paolo Grandi", "paolo.grandi@dogana-forniture.example", Role::PricingManager),
    person("Irene Sala", "irene.sala@dogana-forniture.example", Role::CatalogManager),
    person("Luca Moretti", "luca.moretti@dogana-forniture.example", Role::Logistics),
];

/// Who of the colleagues is in charge of Officine Rossi.
pub const FIRST_REP: &str = "davide.ferri@dogana-forniture.example";
pub const SECOND_REP: &str = "giulia.conti@dogana-forniture.example";

pub(super) const ROSSI: &[Person] = &[
    limited("Marco Villa", "marco.villa@officine-rossi.example", Role::Requester, 1_000),
    limited("Chiara Neri", "chiara.neri@officine-rossi.example", Role::Buyer, 5_000),
    person("Anna Rossi", "anna.rossi@officine-rossi.example", Role::Approver),
    person("Sergio Rossi", "sergio.rossi@officine-rossi.example", Role::AccountAdmin),
    limited("Tommaso Galli", "tommaso.galli@officine-rossi.example", Role::Requester, 300),
];
pub(super) const PACKTEAM: &[Person] = &[
    person("Federica Monti", "federica.monti@packteam-emilia.example", Role::AccountAdmin),
    limited("Stefano Riva", "stefano.riva@packteam-emilia.example", Role::Buyer, 3_000),
];
pub(super) const TRE_ARCHI: &[Person] = &[person("Nicola Zen", "nicola.zen@torneria-trearchi.example", Role::AccountAdmin)];
pub(super) const MOLINO: &[Person] = &[
    person("Laura Ferrari", "laura.ferrari@molino-luna.example", Role::AccountAdmin),
    limited("Pietro Bosi", "pietro.bosi@molino-luna.example", Role::Requester, 800),
];
pub(super) const AIRONE: &[Person] =
    &[person("Roberta Locatelli", "roberta.locatelli@cartiera-airone.example", Role::AccountAdmin)];
pub(super) const AIRONE_PACKAGING: &[Person] =
    &[limited("Matteo Carrara", "matteo.carrara@cartiera-airone.example", Role::Buyer, 4_000)];
pub(super) const MONTESECCO: &[Person] =
    &[person("Alessia Giuliani", "alessia.giuliani@ceramiche-montesecco.example", Role::Buyer)];
pub(super) const LINDWURM: &[Person] = &[
    in_english(person("Katrin Vogel", "katrin.vogel@lindwurm-maschinenbau.example", Role::AccountAdmin)),
    in_english(limited("Jens Brandt", "jens.brandt@lindwurm-maschinenbau.example", Role::Buyer, 10_000)),
];
pub(super) const ALPENSPITZ: &[Person] =
    &[in_english(person("Reto Caduff", "reto.caduff@alpenspitz-technik.example", Role::AccountAdmin))];
pub(super) const DEUX_RIVES: &[Person] =
    &[in_english(person("Claire Fontaine", "claire.fontaine@atelier-deuxrives.example", Role::AccountAdmin))];
pub(super) const TRE_FONTANE: &[Person] =
    &[person("Enrico Dal Pozzo", "enrico.dalpozzo@idraulica-trefontane.example", Role::Buyer)];
pub(super) const OCCASIONI: &[Person] = &[person("Simona Fabbri", "simona.fabbri@ricambi-occasioni.example", Role::AccountAdmin)];
pub(super) const DELTA: &[Person] = &[person("Gino Delta", "gino.delta@officina-deltaverde.example", Role::AccountAdmin)];
