//! Categories, attributes and families: what products are sorted and described by.

use kernel::Version;
use web::page::Phrase;

use super::form::{FormPage, remembering};
use super::head::{Button, Empty, Head};
use super::list::ListPage;
use super::record::table;
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::table::{Cell, Column, Filters, Row, Table};
use crate::part::{Pager, segment};

/// A category in the list, in the order of the tree.
#[derive(Debug, Clone)]
pub struct CategoryRow {
    pub code: String,
    pub name: String,
    /// Names of the categories above it, the topmost first.
    pub path: Vec<String>,
    pub products: u64,
    pub drawing: Option<String>,
}

/// The categories in the order of the tree; those that fit a text say where they stand instead.
pub fn categories(text: &str, rows: &[CategoryRow], pager: Pager) -> ListPage {
    let row = |category: &CategoryRow| {
        let href = format!("/office/categories/{}", segment(&category.code));
        let name = match text.is_empty() {
            true => Cell::link(format!("{}{}", "\u{2003}".repeat(category.path.len()), category.name), href),
            false => {
                let above = Some(category.path.join(" › ")).filter(|path| !path.is_empty());
                Cell::Link { text: category.name.clone(), href, below: above }
            }
        };
        Row::new(vec![name, Cell::code(&category.code), Cell::optional(category.drawing.clone()), Cell::count(category.products)])
    };
    let columns = vec![
        Column::text("category-name"),
        Column::text("office-code"),
        Column::text("category-drawing"),
        Column::number("office-nav-products"),
    ];
    let head = Head::keyed("office-nav-categories")
        .sub(Phrase::new("office-categories-sub"))
        .button(Button::go("office-category-new", "/office/categories/new").icon("plus").primary());
    let filters = Filters { action: "/office/categories".to_owned(), search: Some(text.to_owned()), ..Filters::default() };
    let table = Table { pager, ..table(columns, rows.iter().map(row).collect(), "category-row", None) };
    ListPage::new(head, table, Empty::of("office-categories", "sitemap")).filters(filters)
}

/// What the form of a category holds.
#[derive(Debug, Clone, Default)]
pub struct CategoryValues {
    pub code: String,
    pub name_it: String,
    pub name_en: String,
    pub parent: String,
    pub position: i32,
    pub drawing: String,
}

/// `parents`: code and name of what it may stand below.
pub fn category_form(values: &CategoryValues, parents: &[(String, String)], version: Option<Version>) -> Form {
    let parents = parents.iter().map(|(code, name)| Choice::named(code, name));
    let parents = std::iter::once(Choice::keyed("", "category-top")).chain(parents).collect();
    let action = match version {
        Some(_) => format!("/office/categories/{}", segment(&values.code)),
        None => "/office/categories".to_owned(),
    };
    let form = Form::new(action, "action-save")
        .with(Field::text("name_it", "name-it").required().most(200).value(&values.name_it).half())
        .with(Field::text("name_en", "name-en").required().most(200).value(&values.name_en).half())
        .with(Field::text("code", "office-code").required().most(64).hint("office-code-hint").value(&values.code).half())
        .with(Field::select("parent", "category-parent", parents).value(&values.parent).half())
        .with(
            Field::text("position", "office-position")
                .required()
                .most(9)
                .hint("office-position-hint")
                .value(values.position.to_string())
                .half(),
        )
        .with(Field::text("drawing", "category-drawing").most(64).hint("category-drawing-hint").value(&values.drawing).half());
    with_version(form, version)
}

fn with_version(form: Form, version: Option<Version>) -> Form {
    match version {
        Some(version) => remembering(form.version(version)),
        None => form,
    }
}

/// The page of a form: `stem` is `category`, `attribute` or `family`.
pub fn form_page(stem: &str, form: Form, known: Option<&str>) -> FormPage {
    let (list, href) = match stem {
        "category" => ("office-nav-categories", "/office/categories"),
        "attribute" => ("office-nav-attributes", "/office/attributes"),
        _ => ("office-nav-families", "/office/families"),
    };
    let head = match known {
        Some(name) => Head::new(super::head::plain(name)),
        None => Head::keyed(&format!("office-{stem}-new")),
    };
    FormPage::new(head.below(list, href), form, href)
}

#[derive(Debug, Clone)]
pub struct AttributeRow {
    pub code: String,
    pub name: String,
    pub kind: String,
    pub unit: Option<String>,
    pub facet: bool,
    pub choices: u64,
}

pub fn attributes(text: &str, rows: &[AttributeRow], pager: Pager) -> ListPage {
    let row = |attribute: &AttributeRow| {
        Row::new(vec![
            Cell::Link {
                text: attribute.name.clone(),
                href: format!("/office/attributes/{}", segment(&attribute.code)),
                below: None,
            },
            Cell::code(&attribute.code),
            Cell::Said { phrase: Phrase::new(format!("attribute-kind-{}", attribute.kind)) },
            Cell::optional(attribute.unit.clone()),
            Cell::YesNo { yes: attribute.facet },
            if attribute.choices > 0 { Cell::count(attribute.choices) } else { Cell::Nothing },
        ])
    };
    let columns = vec![
        Column::text("attribute-name"),
        Column::text("office-code"),
        Column::text("attribute-kind"),
        Column::text("attribute-unit"),
        Column::text("attribute-facet"),
        Column::number("attribute-choices"),
    ];
    let head = Head::keyed("office-nav-attributes")
        .sub(Phrase::new("office-attributes-sub"))
        .button(Button::go("office-attribute-new", "/office/attributes/new").icon("plus").primary());
    let filters = Filters { action: "/office/attributes".to_owned(), search: Some(text.to_owned()), ..Filters::default() };
    let table = Table { pager, ..table(columns, rows.iter().map(row).collect(), "attribute-row", None) };
    ListPage::new(head, table, Empty::of("office-attributes", "adjustments")).filters(filters)
}

/// What the form of an attribute holds.
#[derive(Debug, Clone, Default)]
pub struct AttributeValues {
    pub code: String,
    pub name_it: String,
    pub name_en: String,
    pub kind: String,
    pub unit: String,
    pub facet: bool,
    pub position: i32,
    /// `code; italiano; english`, one a line.
    pub choices: String,
}

pub fn attribute_form(values: &AttributeValues, version: Option<Version>) -> Form {
    let kinds = ["number", "choice", "boolean", "range", "text"]
        .map(|kind| Choice::keyed(kind, format!("attribute-kind-{kind}")))
        .to_vec();
    let action = match version {
        Some(_) => format!("/office/attributes/{}", segment(&values.code)),
        None => "/office/attributes".to_owned(),
    };
    let form = Form::new(action, "action-save")
        .with(Field::text("name_it", "name-it").required().most(200).value(&values.name_it).half())
        .with(Field::text("name_en", "name-en").required().most(200).value(&values.name_en).half())
        .with(Field::text("code", "office-code").required().most(64).hint("office-code-hint").value(&values.code).half())
        .with(Field::select("kind", "attribute-kind", kinds).hint("attribute-kind-hint").value(&values.kind).half())
        .with(Field::text("unit", "attribute-unit").most(3).hint("attribute-unit-hint").value(&values.unit).half())
        .with(
            Field::text("position", "office-position")
                .required()
                .most(9)
                .hint("office-position-hint")
                .value(values.position.to_string())
                .half(),
        )
        .with(Field::new(FieldKind::Check, "facet", "attribute-facet-long").value(if values.facet { "yes" } else { "" }))
        .with(
            Field::new(FieldKind::Lines, "choices", "attribute-choices")
                .most(20_000)
                .hint("attribute-choices-hint")
                .value(&values.choices),
        );
    with_version(form, version)
}

#[derive(Debug, Clone)]
pub struct FamilyRow {
    pub code: String,
    pub name: String,
    pub attributes: u64,
}

pub fn families(text: &str, rows: &[FamilyRow], pager: Pager) -> ListPage {
    let row = |family: &FamilyRow| {
        Row::new(vec![
            Cell::link(&family.name, format!("/office/families/{}", segment(&family.code))),
            Cell::code(&family.code),
            Cell::count(family.attributes),
        ])
    };
    let columns = vec![Column::text("family-name"), Column::text("office-code"), Column::number("office-nav-attributes")];
    let head = Head::keyed("office-nav-families")
        .sub(Phrase::new("office-families-sub"))
        .button(Button::go("office-family-new", "/office/families/new").icon("plus").primary());
    let filters = Filters { action: "/office/families".to_owned(), search: Some(text.to_owned()), ..Filters::default() };
    let table = Table { pager, ..table(columns, rows.iter().map(row).collect(), "family-row", None) };
    ListPage::new(head, table, Empty::of("office-families", "template")).filters(filters)
}

/// What the form of a family holds.
#[derive(Debug, Clone, Default)]
pub struct FamilyValues {
    pub code: String,
    pub name_it: String,
    pub name_en: String,
    /// Codes of attributes, one a line, in the order of data sheets.
    pub attributes: String,
}

pub fn family_form(values: &FamilyValues, version: Option<Version>) -> Form {
    let action = match version {
        Some(_) => format!("/office/families/{}", segment(&values.code)),
        None => "/office/families".to_owned(),
    };
    let code = match version {
        Some(_) => Field::new(FieldKind::Fixed, "code", "office-code").value(&values.code),
        None => Field::text("code", "office-code").required().most(64).hint("office-code-hint").value(&values.code),
    };
    let form = Form::new(action, "action-save")
        .with(Field::text("name_it", "name-it").required().most(200).value(&values.name_it).half())
        .with(Field::text("name_en", "name-en").required().most(200).value(&values.name_en).half())
        .with(code)
        .with(
            Field::new(FieldKind::Lines, "attributes", "office-nav-attributes")
                .most(10_000)
                .hint("family-attributes-hint")
                .value(&values.attributes),
        );
    with_version(form, version)
}

pub fn list_samples() -> Vec<ListPage> {
    let category = |code: &str, name: &str, path: &[&str], products| CategoryRow {
        code: code.to_owned(),
        name: name.to_owned(),
        path: path.iter().map(|name: &&str| (*name).to_owned()).collect(),
        products,
        drawing: Some("deep_groove".to_owned()).filter(|_| !path.is_empty()),
    };
    let attribute = |code: &str, name: &str, kind: &str, unit: Option<&str>, choices| AttributeRow {
        code: code.to_owned(),
        name: name.to_owned(),
        kind: kind.to_owned(),
        unit: unit.map(str::to_owned),
        facet: choices != 1,
        choices,
    };
    let rows = [
        attribute("bore_diameter", "Diametro foro d", "number", Some("mm"), 0),
        attribute("seal", "Tenuta", "choice", None, 5),
        attribute("food_grade", "Contatto alimentare", "boolean", None, 0),
        attribute("temperature", "Temperatura", "range", Some("°C"), 0),
        attribute("standard", "Norma", "text", None, 1),
    ];
    let family = FamilyRow { code: "deep_groove".to_owned(), name: "Cuscinetti radiali".to_owned(), attributes: 12 };
    let tree = [
        category("bearings", "Cuscinetti", &[], 18_900),
        category("deep_groove", "Radiali rigidi a sfere", &["Cuscinetti"], 4100),
        category("angular", "A contatto obliquo", &["Cuscinetti"], 2120),
    ];
    vec![
        categories("", &tree, Pager::by_place("/office/categories", 1, 100, 240)),
        categories("sfere", &tree[1..2], Pager::default()),
        categories("zzz", &[], Pager::default()),
        categories("", &[], Pager::default()),
        attributes("", &rows, Pager::by_place("/office/attributes", 2, 100, 5_354)),
        attributes("", &[], Pager::default()),
        families("", &[family], Pager::by_place("/office/families", 1, 100, 112)),
        families("zzz", &[], Pager::default()),
        families("", &[], Pager::default()),
    ]
}

pub fn form_samples() -> Vec<FormPage> {
    let category = CategoryValues {
        code: "deep_groove".to_owned(),
        name_it: "Radiali rigidi a sfere".to_owned(),
        name_en: "Deep groove ball bearings".to_owned(),
        parent: "bearings".to_owned(),
        position: 10,
        drawing: "deep_groove".to_owned(),
    };
    let attribute = AttributeValues {
        code: "seal".to_owned(),
        name_it: "Tenuta".to_owned(),
        name_en: "Seal".to_owned(),
        kind: "choice".to_owned(),
        facet: true,
        position: 30,
        choices: "2RS; gomma su due lati; rubber on both sides\n2Z; schermi metallici; metal shields".to_owned(),
        unit: String::new(),
    };
    let family = FamilyValues {
        code: "deep_groove".to_owned(),
        name_it: "Cuscinetti radiali".to_owned(),
        name_en: "Radial bearings".to_owned(),
        attributes: "bore_diameter\noutside_diameter\nwidth".to_owned(),
    };
    let parents = [("bearings".to_owned(), "Cuscinetti".to_owned())];
    vec![
        form_page("category", category_form(&category, &parents, Some(2)), Some("Radiali rigidi a sfere")),
        form_page("category", category_form(&CategoryValues::default(), &parents, None), None),
        form_page("attribute", attribute_form(&attribute, Some(3)), Some("Tenuta")),
        form_page("attribute", attribute_form(&AttributeValues::default(), None), None),
        form_page("family", family_form(&family, Some(1)), Some("Cuscinetti radiali")),
        form_page("family", family_form(&FamilyValues::default(), None), None),
    ]
}
