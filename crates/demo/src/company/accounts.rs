//! The customers of the demo. All are invented: the VAT numbers carry valid check digits in ranges that are not issued
//! (Italian office code 000, German numbers of ascending digits, French and Swiss test numbers).

use super::people::{self, Person};

/// A place of delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    pub code: &'static str,
    pub name: &'static str,
    pub street: &'static str,
    pub postal_code: &'static str,
    pub city: &'static str,
    pub province: Option<&'static str>,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
}

/// What purchases are charged to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CostCentre {
    pub code: &'static str,
    pub name: &'static str,
}

/// A step of an account's approvals: the role that decides, up to so many whole euro or on any amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApprovalStep {
    pub role: kernel::Role,
    pub up_to: Option<i64>,
}

/// A customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// The seller's customer number.
    pub number: &'static str,
    pub name: &'static str,
    /// Number of the company above it.
    pub parent: Option<&'static str>,
    /// Code of the group that price lists are for.
    pub group: Option<&'static str>,
    pub country: &'static str,
    pub vat_id: Option<&'static str>,
    pub payment_terms_days: u16,
    /// May look, but not order.
    pub blocked: bool,
    /// The first is the default.
    pub sites: &'static [Site],
    pub cost_centres: &'static [CostCentre],
    pub people: &'static [Person],
    /// E-mail of the sales rep in charge.
    pub rep: &'static str,
    pub approvals: &'static [ApprovalStep],
}

/// The customer that the demo's story is about.
pub const ROSSI: &str = "C-1001";
/// The customer that buys from the outlet list alone.
pub const OUTLET: &str = "C-1012";
/// The group of mechanical workshops.
pub const WORKSHOPS: &str = "OFFICINE";
pub const WORKSHOPS_NAME: &str = "Officine meccaniche";

const fn site(
    code: &'static str,
    name: &'static str,
    street: &'static str,
    place: (&'static str, &'static str, &'static str),
) -> Site {
    let (postal_code, city, province) = place;
    Site { code, name, street, postal_code, city, province: Some(province), country: "IT" }
}

const fn abroad(
    code: &'static str,
    name: &'static str,
    street: &'static str,
    place: (&'static str, &'static str, &'static str),
) -> Site {
    let (postal_code, city, country) = place;
    Site { code, name, street, postal_code, city, province: None, country }
}

const fn centre(code: &'static str, name: &'static str) -> CostCentre {
    CostCentre { code, name }
}

const COMMON: Account = Account {
    number: "",
    name: "",
    parent: None,
    group: Some(WORKSHOPS),
    country: "IT",
    vat_id: None,
    payment_terms_days: 30,
    blocked: false,
    sites: &[],
    cost_centres: &[],
    people: &[],
    rep: people::SECOND_REP,
    approvals: &[],
};

pub const ACCOUNTS: &[Account] = &[
    Account {
        number: ROSSI,
        name: "Officine Rossi S.p.A.",
        vat_id: Some("IT99900010002"),
        payment_terms_days: 60,
        sites: &[
            site("MO", "Stabilimento di Modena", "Via dell'Artigianato 14", ("41122", "Modena", "MO")),
            site("RE", "Stabilimento di Reggio Emilia", "Via dei Meccanici 7", ("42124", "Reggio Emilia", "RE")),
        ],
        cost_centres: &[
            centre("MAN-01", "Manutenzione linea 1"),
            centre("MAN-02", "Manutenzione linea 2"),
            centre("PRO-10", "Produzione macchine"),
            centre("ATT-20", "Attrezzeria"),
        ],
        people: people::ROSSI,
        rep: people::FIRST_REP,
        approvals: &[
            ApprovalStep { role: kernel::Role::Approver, up_to: Some(20_000) },
            ApprovalStep { role: kernel::Role::AccountAdmin, up_to: None },
        ],
        ..COMMON
    },
    Account {
        number: "C-1002",
        name: "Packteam Emilia S.r.l.",
        vat_id: Some("IT99900020001"),
        sites: &[site("BO", "Sede di Bologna", "Via del Lavoro Tranquillo 21", ("40127", "Bologna", "BO"))],
        cost_centres: &[centre("MONT", "Montaggio"), centre("SERV", "Assistenza clienti")],
        people: people::PACKTEAM,
        rep: people::FIRST_REP,
        ..COMMON
    },
    Account {
        number: "C-1003",
        name: "Torneria Tre Archi S.n.c.",
        vat_id: Some("IT99900030000"),
        sites: &[site("VI", "Officina", "Contrada delle Ruote 3", ("36061", "Bassano del Grappa", "VI"))],
        people: people::TRE_ARCHI,
        ..COMMON
    },
    Account {
        number: "C-1004",
        name: "Molino della Luna S.p.A.",
        group: None,
        vat_id: Some("IT99900040009"),
        payment_terms_days: 60,
        sites: &[site("CR", "Stabilimento", "Strada del Mulino 118", ("26100", "Cremona", "CR"))],
        cost_centres: &[centre("MAC", "Macinazione"), centre("CONF", "Confezionamento"), centre("MAN", "Manutenzione")],
        people: people::MOLINO,
        rep: people::FIRST_REP,
        ..COMMON
    },
    Account {
        number: "C-1005",
        name: "Cartiera dell'Airone S.p.A.",
        group: None,
        vat_id: Some("IT99900050008"),
        payment_terms_days: 90,
        sites: &[site("BG", "Cartiera", "Via del Canale Nuovo 40", ("24044", "Dalmine", "BG"))],
        cost_centres: &[centre("PM1", "Macchina continua 1"), centre("PM2", "Macchina continua 2")],
        people: people::AIRONE,
        ..COMMON
    },
    Account {
        number: "C-1006",
        name: "Airone Imballaggi S.r.l.",
        parent: Some("C-1005"),
        group: None,
        vat_id: Some("IT99900060007"),
        sites: &[site("LC", "Scatolificio", "Via delle Fustelle 9", ("23807", "Merate", "LC"))],
        people: people::AIRONE_PACKAGING,
        ..COMMON
    },
    Account {
        number: "C-1007",
        name: "Ceramiche Montesecco S.p.A.",
        group: None,
        vat_id: Some("IT99900070006"),
        payment_terms_days: 90,
        sites: &[site("MO", "Stabilimento di Sassuolo", "Via della Piastrella 52", ("41049", "Sassuolo", "MO"))],
        cost_centres: &[centre("PRESSE", "Presse"), centre("FORNI", "Forni")],
        people: people::MONTESECCO,
        rep: people::FIRST_REP,
        ..COMMON
    },
    Account {
        number: "C-1008",
        name: "Lindwurm Maschinenbau GmbH",
        country: "DE",
        vat_id: Some("DE123456788"),
        sites: &[abroad("LI", "Werk Lindau", "Am Alten Gleis 12", ("88131", "Lindau", "DE"))],
        cost_centres: &[centre("4711", "Montage"), centre("4720", "Instandhaltung")],
        people: people::LINDWURM,
        ..COMMON
    },
    Account {
        number: "C-1009",
        name: "Alpenspitz Technik AG",
        group: None,
        country: "CH",
        vat_id: Some("CHE123456788"),
        sites: &[abroad("GR", "Werk Chur", "Industrieweg 5", ("7000", "Chur", "CH"))],
        people: people::ALPENSPITZ,
        ..COMMON
    },
    Account {
        number: "C-1010",
        name: "Atelier Mécanique des Deux Rives SARL",
        country: "FR",
        vat_id: Some("FR96000000125"),
        payment_terms_days: 45,
        sites: &[abroad("LY", "Atelier de Lyon", "18 rue du Vieux Treuil", ("69007", "Lyon", "FR"))],
        people: people::DEUX_RIVES,
        ..COMMON
    },
    Account {
        number: "C-1011",
        name: "Idraulica Tre Fontane S.r.l.",
        vat_id: Some("IT99900080005"),
        sites: &[site("TV", "Magazzino", "Via dei Raccordi 6", ("31100", "Treviso", "TV"))],
        people: people::TRE_FONTANE,
        ..COMMON
    },
    Account {
        number: OUTLET,
        name: "Ricambi d'Occasione S.r.l.",
        group: None,
        vat_id: Some("IT99900090004"),
        payment_terms_days: 15,
        sites: &[site("PD", "Negozio", "Galleria dei Ferri 2", ("35129", "Padova", "PD"))],
        people: people::OCCASIONI,
        ..COMMON
    },
    Account {
        number: "C-1013",
        name: "Officina Deltaverde S.a.s.",
        vat_id: Some("IT99900100001"),
        blocked: true,
        sites: &[site("FE", "Officina", "Via degli Argini 77", ("44121", "Ferrara", "FE"))],
        people: people::DELTA,
        ..COMMON
    },
];
