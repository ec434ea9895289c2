//! The forms by which a product is described: its data and texts, its attributes, its relations.

use kernel::Version;

use super::form::{FormPage, remembering};
use super::head::Head;
use super::products::product_href;
use crate::part::form::{Choice, Field, FieldKind, Form};

/// What the form of a product holds, as text.
#[derive(Debug, Clone, Default)]
pub struct ProductValues {
    pub sku: String,
    pub name_it: String,
    pub name_en: String,
    pub text_it: String,
    pub text_en: String,
    pub brand: String,
    pub mpn: String,
    pub gtin: String,
    /// Separated by commas.
    pub other_codes: String,
    pub category: String,
    pub family: String,
    pub state: String,
    pub successor: String,
    pub unit: String,
    /// The unit's sign, beside quantities.
    pub sign: String,
    pub minimum: String,
    pub step: String,
    /// Name and quantity, by pack.
    pub packs: Vec<(String, String)>,
    pub weight_grams: String,
    pub tax_category: String,
    pub lead_time_days: String,
}

#[derive(Debug, Clone, Default)]
pub struct ProductChoices {
    pub categories: Vec<(String, String)>,
    pub families: Vec<(String, String)>,
    /// UN/ECE code and sign of what things are sold by.
    pub units: Vec<(String, String)>,
}

/// The packs that the form asks for; others are kept as they are.
pub const PACKS: [&str; 4] = ["box", "carton", "bag", "pallet"];
const TAXES: [&str; 4] = ["standard", "reduced", "super_reduced", "zero"];

pub fn product_form(values: &ProductValues, choices: &ProductChoices, version: Option<Version>) -> Form {
    let (action, submit) = match version {
        Some(_) => (format!("{}/edit", product_href(&values.sku)), "action-save"),
        None => ("/office/products".to_owned(), "office-product-create"),
    };
    let named = |pairs: &[(String, String)], none: &str| {
        let all = pairs.iter().map(|(code, name)| Choice::named(code, name));
        std::iter::once(Choice::keyed("", none)).chain(all).collect::<Vec<Choice>>()
    };
    let keyed =
        |codes: &[&str], stem: &str| codes.iter().map(|code| Choice::keyed(*code, format!("{stem}{code}"))).collect::<Vec<_>>();
    let form = Form::new(action, submit)
        .with(Field::text("name_it", "product-name-it").most(300).value(&values.name_it))
        .with(Field::text("name_en", "product-name-en").most(300).value(&values.name_en))
        .with(Field::new(FieldKind::Lines, "text_it", "product-text-it").most(10_000).value(&values.text_it))
        .with(Field::new(FieldKind::Lines, "text_en", "product-text-en").most(10_000).value(&values.text_en))
        .with(Field::text("sku", "product-sku").required().most(64).hint("product-sku-hint").value(&values.sku).half())
        .with(
            Field::select("state", "filter-state", keyed(&["active", "discontinued"], "state-product-"))
                .value(&values.state)
                .half(),
        )
        .with(Field::text("brand", "product-brand").most(100).value(&values.brand).half())
        .with(Field::text("mpn", "product-mpn").most(300).value(&values.mpn).half())
        .with(Field::text("gtin", "product-gtin").most(14).value(&values.gtin).half())
        .with(
            Field::text("successor", "product-successor").most(64).hint("product-successor-hint").value(&values.successor).half(),
        )
        .with(
            Field::text("other_codes", "product-other-codes")
                .most(2000)
                .hint("product-other-codes-hint")
                .value(&values.other_codes),
        )
        .with(
            Field::select("category", "product-category", named(&choices.categories, "office-none"))
                .value(&values.category)
                .half(),
        )
        .with(
            Field::select("family", "product-family", named(&choices.families, "office-none"))
                .hint("product-family-hint")
                .value(&values.family)
                .half(),
        );
    let form = with_packaging(form, values, choices, version);
    match version {
        Some(version) => remembering(form.version(version)),
        None => form.draft("product-new"),
    }
}

/// In which quantities it is sold, what it weighs, how it is taxed.
fn with_packaging(form: Form, values: &ProductValues, choices: &ProductChoices, version: Option<Version>) -> Form {
    let taxes = TAXES.iter().map(|code| Choice::keyed(*code, format!("office-tax-{code}"))).collect();
    let form = form
        .with(unit_field(values, choices, version).half())
        .with(
            Field::new(FieldKind::Decimal, "minimum", "pack-minimum")
                .required()
                .addon(&values.sign)
                .value(&values.minimum)
                .half(),
        )
        .with(
            Field::new(FieldKind::Decimal, "step", "pack-step")
                .required()
                .addon(&values.sign)
                .hint("product-step-hint")
                .value(&values.step)
                .half(),
        );
    let form = PACKS.iter().fold(form, |form, pack| {
        let held = values.packs.iter().find(|(name, _)| name == pack).map(|(_, quantity)| quantity.clone());
        form.with(
            Field::new(FieldKind::Decimal, &format!("pack_{pack}"), &format!("pack-{pack}"))
                .addon(&values.sign)
                .value(held.unwrap_or_default())
                .half(),
        )
    });
    form.with(Field::new(FieldKind::Decimal, "weight_grams", "product-weight").addon("g").value(&values.weight_grams).half())
        .with(
            Field::new(FieldKind::Decimal, "lead_time_days", "product-lead-time")
                .hint("product-lead-time-hint")
                .value(&values.lead_time_days)
                .half(),
        )
        .with(Field::select("tax_category", "product-tax", taxes).value(&values.tax_category).half())
}

/// The unit of sale: chosen once, since prices and stock stand in it.
fn unit_field(values: &ProductValues, choices: &ProductChoices, version: Option<Version>) -> Field {
    match version {
        Some(_) => Field::new(FieldKind::Fixed, "unit", "product-unit").value(format!("{} ({})", values.sign, values.unit)),
        None => {
            let units = choices.units.iter().map(|(code, sign)| Choice::named(code, format!("{sign} ({code})"))).collect();
            Field::select("unit", "product-unit", units).hint("product-unit-hint").value(&values.unit)
        }
    }
}

pub fn product_form_page(form: Form, known: Option<&str>) -> FormPage {
    let head = match known {
        Some(sku) => Head::keyed("office-product-edit")
            .below("office-nav-products", "/office/products")
            .below_named(sku, product_href(sku)),
        None => Head::keyed("office-product-new").below("office-nav-products", "/office/products"),
    };
    let cancel = known.map_or_else(|| "/office/products".to_owned(), product_href);
    FormPage::new(head, form, cancel)
        .heading("name_it", "office-product-texts")
        .heading("sku", "office-product-codes")
        .heading("category", "office-product-place")
        .heading("unit", "office-product-packaging")
        .heading("weight_grams", "office-product-more")
}

/// One attribute of a product in its form.
#[derive(Debug, Clone)]
pub struct AttributeInput {
    pub code: String,
    pub name: String,
    /// `text`, `number`, `boolean`, `choice`, `range`.
    pub kind: String,
    pub unit: Option<String>,
    /// Code and label, for a choice.
    pub choices: Vec<(String, String)>,
    pub value: String,
    /// The upper bound of a range; `value` is the lower one.
    pub upper: String,
}

/// What an attribute's field is called; dots in field names mean nesting, so they travel as `~`, which no code holds.
pub fn attribute_field(code: &str) -> String {
    format!("attribute-{}", code.replace('.', "~"))
}

/// The field of a range's upper bound.
pub fn upper_field(code: &str) -> String {
    format!("upper-{}", code.replace('.', "~"))
}

pub fn attributes_form(sku: &str, inputs: &[AttributeInput], version: Version) -> Form {
    let form = Form::new(format!("{}/attributes", product_href(sku)), "action-save").version(version);
    remembering(inputs.iter().fold(form, with_input))
}

fn with_input(form: Form, input: &AttributeInput) -> Form {
    let name = attribute_field(&input.code);
    let labelled = |field: Field| match &input.unit {
        Some(unit) => field.words(&input.name).addon(unit),
        None => field.words(&input.name),
    };
    match input.kind.as_str() {
        "number" => form.with(labelled(Field::new(FieldKind::Decimal, &name, "office-plain")).value(&input.value).half()),
        "range" => {
            let bound = |name: &str, value: &str, sign: &str| {
                let field = Field::new(FieldKind::Decimal, name, "office-plain")
                    .words(format!("{} {sign}", input.name))
                    .value(value)
                    .half();
                match &input.unit {
                    Some(unit) => field.addon(unit),
                    None => field,
                }
            };
            form.with(bound(&name, &input.value, "≥")).with(bound(&upper_field(&input.code), &input.upper, "≤"))
        }
        "boolean" => {
            let choices = vec![Choice::keyed("", "office-unsaid"), Choice::keyed("yes", "yes"), Choice::keyed("no", "no")];
            form.with(Field::select(&name, "office-plain", choices).words(&input.name).value(&input.value).half())
        }
        "choice" => {
            let choices = input.choices.iter().map(|(code, label)| Choice::named(code, label));
            let choices = std::iter::once(Choice::keyed("", "office-unsaid")).chain(choices).collect();
            form.with(Field::select(&name, "office-plain", choices).words(&input.name).value(&input.value).half())
        }
        _ => form.with(labelled(Field::text(&name, "office-plain")).most(1000).value(&input.value).half()),
    }
}

pub fn attributes_page(sku: &str, form: Form) -> FormPage {
    let head = Head::keyed("office-product-attributes-edit")
        .below("office-nav-products", "/office/products")
        .below_named(sku, product_href(sku));
    FormPage::new(head, form, product_href(sku)).intro("office-product-attributes-intro")
}

pub fn relation_form(sku: &str) -> Form {
    let kinds = ["spare_part", "accessory", "consumable", "substitute", "compatible_with"];
    let kinds = kinds.map(|kind| Choice::keyed(kind, format!("office-relation-{kind}"))).to_vec();
    Form::new(format!("{}/relations", product_href(sku)), "office-relation-add")
        .with(Field::select("kind", "office-relation", kinds))
        .with(Field::text("target", "office-relation-target").most(64).hint("office-relation-target-hint").half())
        .with(Field::text("text", "office-relation-text").most(200).hint("office-relation-text-hint").half())
        .with(Field::text("position", "office-relation-position").most(16).hint("office-relation-position-hint").half())
        .with(Field::new(FieldKind::Decimal, "quantity", "line-quantity").half())
}

pub fn relation_page(sku: &str, form: Form) -> FormPage {
    let head =
        Head::keyed("office-relation-add").below("office-nav-products", "/office/products").below_named(sku, product_href(sku));
    FormPage::new(head, form, product_href(sku)).intro("office-relation-intro")
}

pub fn form_samples() -> Vec<FormPage> {
    let values = ProductValues {
        sku: "6204-2RSH".to_owned(),
        name_it: "Cuscinetto radiale rigido a sfere 6204-2RSH".to_owned(),
        name_en: "Deep groove ball bearing 6204-2RSH".to_owned(),
        text_it: "Cuscinetto a una corona di sfere con due tenute in gomma, ingrassato a vita.".to_owned(),
        brand: "Tarvensk".to_owned(),
        mpn: "6204-2RSH".to_owned(),
        category: "deep_groove".to_owned(),
        family: "deep_groove".to_owned(),
        state: "active".to_owned(),
        unit: "C62".to_owned(),
        sign: "pz".to_owned(),
        minimum: "1".to_owned(),
        step: "1".to_owned(),
        packs: vec![("box".to_owned(), "10".to_owned())],
        weight_grams: "106".to_owned(),
        tax_category: "standard".to_owned(),
        lead_time_days: "4".to_owned(),
        ..ProductValues::default()
    };
    let choices = ProductChoices {
        categories: vec![("deep_groove".to_owned(), "Radiali rigidi a sfere".to_owned())],
        families: vec![("deep_groove".to_owned(), "Cuscinetti radiali".to_owned())],
        units: [("C62", "pz"), ("MTR", "m"), ("KGM", "kg")].map(|(code, sign)| (code.to_owned(), sign.to_owned())).to_vec(),
    };
    let new = ProductValues {
        unit: "C62".to_owned(),
        minimum: "1".to_owned(),
        step: "1".to_owned(),
        tax_category: "standard".to_owned(),
        ..ProductValues::default()
    };
    let input = |code: &str, name: &str, kind: &str, unit: Option<&str>, value: &str| AttributeInput {
        code: code.to_owned(),
        name: name.to_owned(),
        kind: kind.to_owned(),
        unit: unit.map(str::to_owned),
        choices: vec![
            ("2RS".to_owned(), "2RS – gomma su due lati".to_owned()),
            ("2Z".to_owned(), "2Z – schermi metallici".to_owned()),
        ],
        value: value.to_owned(),
        upper: "110".to_owned(),
    };
    let inputs = [
        input("bore", "Diametro foro d", "number", Some("mm"), "20"),
        input("outside", "Diametro esterno D", "number", Some("mm"), "47"),
        input("seal", "Tenuta", "choice", None, "2RS"),
        input("food", "Contatto alimentare accidentale (H1)", "boolean", None, "no"),
        input("temperature", "Temperatura di esercizio", "range", Some("°C"), "-30"),
        input("standard", "Norma", "text", None, "ISO 15"),
    ];
    vec![
        product_form_page(product_form(&values, &choices, Some(12)), Some("6204-2RSH")),
        product_form_page(product_form(&new, &choices, None), None),
        attributes_page("6204-2RSH", attributes_form("6204-2RSH", &inputs, 12)),
        relation_page("6204-2RSH", relation_form("6204-2RSH")),
    ]
}
