//! The catalogue: its tree, its results, the suggestions below the search box.

use serde::Serialize;
use web::page::Page;

use crate::part::form::Choice;
use crate::part::product::{AvailabilityView, PriceView, ProductView};
use crate::part::table::Chip;
use crate::part::{Crumb, Pager};
use crate::samples;

/// What a search or a category found.
#[derive(Debug, Clone, Serialize)]
pub struct ResultsPage {
    pub crumbs: Vec<Crumb>,
    /// The category's name; none when everything is searched.
    pub title: Option<String>,
    pub query: String,
    pub subcategories: Vec<CategoryTile>,
    pub view: ResultsView,
    pub columns: Vec<AttributeColumn>,
    pub products: Vec<ProductView>,
    pub total: u64,
    pub facets: Vec<FacetView>,
    pub active: Vec<Chip>,
    pub sorts: Vec<Choice>,
    pub pager: Pager,
    /// Other ways to say what was asked, when little or nothing was found.
    pub suggestions: Vec<QuerySuggestion>,
    /// The address of this page.
    pub here: String,
    /// The same results as CSV.
    pub export: String,
    /// The same results as the other view.
    pub other_view: String,
    /// The results without any filter.
    pub unfiltered: String,
    /// Parameters that the filter form keeps: name, value.
    pub kept: Vec<(String, String)>,
    /// Filters in force that no box of the form stands for, such as ranges: name, value.
    pub unlisted: Vec<(String, String)>,
    /// Whether the filters stay unfolded on small screens: they were just used.
    pub filters_open: bool,
    /// Comes back on clicks and cart lines, so that the search can be judged.
    pub query_id: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultsView {
    Table,
    Cards,
}

#[derive(Debug, Clone, Serialize)]
pub struct CategoryTile {
    pub name: String,
    pub href: String,
    pub picture: Option<String>,
    pub count: u64,
}

/// A column of the results' table: an attribute with its unit in the head.
#[derive(Debug, Clone, Serialize)]
pub struct AttributeColumn {
    pub code: String,
    pub label: String,
    pub unit: Option<String>,
    pub numeric: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct FacetView {
    pub attribute: String,
    pub label: String,
    pub unit: Option<String>,
    /// Name of the parameter: `filter[bore_diameter]`.
    pub name: String,
    pub numeric: bool,
    pub values: Vec<FacetValueView>,
    pub open: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct FacetValueView {
    pub value: String,
    pub label: String,
    pub count: u64,
    pub selected: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct QuerySuggestion {
    pub text: String,
    pub href: String,
}

/// The catalogue's front page: what there is, by what it is.
#[derive(Debug, Clone, Serialize)]
pub struct CataloguePage {
    pub groups: Vec<CategoryGroup>,
    pub total: u64,
}

#[derive(Debug, Clone, Serialize)]
pub struct CategoryGroup {
    pub category: CategoryTile,
    pub children: Vec<CategoryTile>,
}

/// What appears below the search box while one types.
#[derive(Debug, Clone, Serialize)]
pub struct SuggestionsPart {
    pub query: String,
    pub categories: Vec<CategoryTile>,
    pub products: Vec<SuggestedProduct>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SuggestedProduct {
    pub sku: String,
    pub name: String,
    pub picture: Option<String>,
    pub price: Option<PriceView>,
    pub availability: AvailabilityView,
}

impl Page for ResultsPage {
    const TEMPLATE: &'static str = "find/results.html";

    fn sample() -> Vec<ResultsPage> {
        let found = sample_results();
        let cards = ResultsPage { view: ResultsView::Cards, ..found.clone() };
        let empty = ResultsPage {
            query: "6240 2RSS".to_owned(),
            title: None,
            crumbs: Vec::new(),
            products: Vec::new(),
            total: 0,
            facets: Vec::new(),
            active: Vec::new(),
            columns: Vec::new(),
            pager: Pager::default(),
            suggestions: vec![
                QuerySuggestion { text: "6204 2RS".to_owned(), href: "/catalogue?q=6204+2RS".to_owned() },
                QuerySuggestion { text: "6240".to_owned(), href: "/catalogue?q=6240".to_owned() },
            ],
            ..found.clone()
        };
        vec![found, cards, empty]
    }
}

fn sample_results() -> ResultsPage {
    let column = |code: &str, label: &str, unit: Option<&str>| AttributeColumn {
        code: code.to_owned(),
        label: label.to_owned(),
        unit: unit.map(str::to_owned),
        numeric: unit.is_some(),
    };
    let tile = |name: &str, count| CategoryTile {
        name: name.to_owned(),
        href: "/catalogue?category=x".to_owned(),
        picture: None,
        count,
    };
    ResultsPage {
        crumbs: vec![Crumb::link("Cuscinetti", "/catalogue?category=bearings"), Crumb::here("Radiali rigidi a sfere")],
        title: Some("Radiali rigidi a sfere".to_owned()),
        query: "6204 2RS".to_owned(),
        subcategories: vec![tile("Una corona di sfere", 612), tile("Due corone di sfere", 88)],
        view: ResultsView::Table,
        columns: vec![
            column("bore_diameter", "Diametro foro d", Some("MMT")),
            column("outside_diameter", "Diametro esterno D", Some("MMT")),
            column("width", "Larghezza B", Some("MMT")),
            column("seal", "Tenuta", None),
        ],
        products: samples::products(),
        total: 1284,
        facets: sample_facets(),
        active: vec![Chip {
            text: "Diametro foro d: 20 mm".to_owned(),
            remove: "/catalogue?q=6204+2RS".to_owned(),
            attribute: "bore_diameter".to_owned(),
            value: "20".to_owned(),
        }],
        sorts: vec![
            Choice::keyed("relevance", "find-sort-relevance"),
            Choice::keyed("name", "find-sort-name"),
            Choice::keyed("sku", "find-sort-sku"),
        ],
        pager: Pager::by_place("/catalogue?q=6204+2RS", 2, 25, 1284),
        suggestions: Vec::new(),
        here: "/catalogue?q=6204+2RS".to_owned(),
        export: "/catalogue.csv?q=6204".to_owned(),
        other_view: "/catalogue?q=6204+2RS&view=cards".to_owned(),
        unfiltered: "/catalogue?q=6204+2RS".to_owned(),
        kept: vec![("q".to_owned(), "6204 2RS".to_owned())],
        unlisted: vec![("filter[outside_diameter]".to_owned(), "40..52".to_owned())],
        filters_open: true,
        query_id: Some("0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned()),
    }
}

fn sample_facets() -> Vec<FacetView> {
    let facet = |attribute: &str, label: &str, unit: Option<&str>, values: &[(&str, u64)], open| FacetView {
        attribute: attribute.to_owned(),
        label: label.to_owned(),
        unit: unit.map(str::to_owned),
        name: format!("filter[{attribute}]"),
        numeric: unit.is_some(),
        values: values
            .iter()
            .map(|(value, count)| FacetValueView {
                value: (*value).to_owned(),
                label: (*value).to_owned(),
                count: *count,
                selected: *value == "20",
            })
            .collect(),
        open,
    };
    vec![
        facet(
            "bore_diameter",
            "Diametro foro d",
            Some("MMT"),
            &[
                ("10", 41),
                ("12", 44),
                ("15", 52),
                ("17", 52),
                ("20", 96),
                ("25", 91),
                ("30", 90),
                ("35", 87),
                ("40", 84),
                ("45", 66),
            ],
            true,
        ),
        facet(
            "seal",
            "Tenuta",
            None,
            &[("2RS – gomma su due lati", 512), ("2Z – schermi metallici", 430), ("aperto", 342)],
            true,
        ),
        facet("brand", "Marca", None, &[("Rovandur", 402), ("Tarvensk", 604), ("Tenutia", 278)], true),
        facet("clearance", "Gioco interno", None, &[("C3", 380), ("CN – normale", 904)], false),
        facet("dynamic_load", "Coefficiente di carico dinamico C", Some("B47"), &[("12.7", 12), ("13.5", 55), ("14", 40)], false),
    ]
}

impl Page for CataloguePage {
    const TEMPLATE: &'static str = "find/catalogue.html";

    fn sample() -> Vec<CataloguePage> {
        let tile = |name: &str, count| CategoryTile {
            name: name.to_owned(),
            href: "/catalogue?category=bearings".to_owned(),
            picture: None,
            count,
        };
        let group = |name: &str, count, children: &[(&str, u64)]| CategoryGroup {
            category: tile(name, count),
            children: children.iter().map(|(name, count)| tile(name, *count)).collect(),
        };
        vec![CataloguePage {
            total: 50_000,
            groups: vec![
                group(
                    "Cuscinetti",
                    12_480,
                    &[
                        ("Radiali rigidi a sfere", 4100),
                        ("A contatto obliquo", 1210),
                        ("A rulli conici", 980),
                        ("Orientabili a rulli", 640),
                        ("Supporti con cuscinetto", 410),
                    ],
                ),
                group(
                    "Viteria e bulloneria",
                    18_900,
                    &[
                        ("Viti a esagono incassato", 7200),
                        ("Viti a testa esagonale", 5100),
                        ("Dadi", 1800),
                        ("Rosette", 960),
                        ("Anelli elastici", 700),
                    ],
                ),
                group("Tenute", 6120, &[("Paraoli", 3400), ("O-ring", 2720)]),
                group(
                    "Trasmissione di potenza",
                    5200,
                    &[("Cinghie trapezoidali", 1900), ("Cinghie dentate", 1200), ("Catene a rulli", 480), ("Motoriduttori", 320)],
                ),
                group(
                    "Oleodinamica e pneumatica",
                    4100,
                    &[("Tubi oleodinamici", 600), ("Raccordi pneumatici", 2200), ("Cilindri pneumatici", 900)],
                ),
                group(
                    "Materiale elettrico",
                    2400,
                    &[("Cavi", 800), ("Contattori e relè termici", 600), ("Sensori induttivi", 500)],
                ),
            ],
        }]
    }
}

impl Page for SuggestionsPart {
    const TEMPLATE: &'static str = "find/suggestions.html";

    fn sample() -> Vec<SuggestionsPart> {
        let products = samples::products().into_iter().take(4).map(|product| SuggestedProduct {
            sku: product.sku,
            name: product.name,
            picture: product.picture,
            price: product.price,
            availability: product.availability,
        });
        let tile = CategoryTile {
            name: "Radiali rigidi a sfere".to_owned(),
            href: "/catalogue?category=deep-groove".to_owned(),
            picture: None,
            count: 4100,
        };
        vec![SuggestionsPart { query: "6204".to_owned(), categories: vec![tile], products: products.collect() }]
    }
}
