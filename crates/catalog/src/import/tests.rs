//! Dirty rows in every format, and the real catalogues when they are at hand.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use kernel::Locale;
use testkit::TestStore;

use crate::import::mapping::{builtin, builtin_names};
use crate::import::products::ProductWriter;
use crate::import::rows::CameAs;
use crate::import::{ImportError, Mapping, Most, Outcome, Plan, Record, Target, reject_path, run};
use crate::load::Report;
use crate::*;

pub(crate) async fn import(test: &TestStore, file: &Path, mapping: Mapping) -> Result<Outcome, ImportError> {
    let rejects = std::env::temp_dir().join(format!("fondaco-{}.rejected.csv", kernel::EventId::new(test.clock.now())));
    let mut writer = ProductWriter::new(&test.store, &test.ctx(), &mapping).await?;
    let plan = Plan { file: file.to_owned(), mapping, rejects, batch: 1000, most: Most::default() };
    run(plan, |_| {}, async |records| writer.write(records).await).await
}

/// The rejected rows as line and reason, the list removed.
fn rejected(outcome: &Outcome) -> Vec<(u64, String)> {
    let Some(path) = &outcome.rejects else { return Vec::new() };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
    let rows = reader.records().map(|row| row.unwrap()).map(|row| (row[1].parse().unwrap(), row[2].to_owned())).collect();
    std::fs::remove_file(path).unwrap();
    rows
}

/// Reads and maps without a database.
pub(crate) async fn records(file: &Path, mapping: Mapping) -> Result<(Vec<Record>, Vec<(u64, String)>), ImportError> {
    let rejects = file.with_extension("rejected.csv");
    let plan = Plan { file: file.to_owned(), mapping, rejects, batch: 7, most: Most::default() };
    let mut all = Vec::new();
    let outcome = run(
        plan,
        |_| {},
        async |records: Vec<Record>| {
            all.extend(records);
            Ok(Report::default())
        },
    )
    .await?;
    Ok((all, rejected(&outcome)))
}

pub(crate) fn file(folder: &tempfile::TempDir, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path
}

pub(crate) fn own() -> Mapping {
    Mapping::own(Target::Products)
}

const CLEAN: &str = "sku;names.it;names.en;weight\nA-1;Vite à testa;Screw;1,5\nA-2;\"Dado; M8\";Nut;12\n";

#[tokio::test]
async fn one_catalogue_in_every_wrapping() {
    let folder = tempfile::tempdir().unwrap();
    let utf_16 = |mark: bool| {
        let mut bytes = if mark { vec![0xff, 0xfe] } else { Vec::new() };
        bytes.extend(CLEAN.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let utf_16_be: Vec<u8> = [0xfe, 0xff].into_iter().chain(CLEAN.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let windows = encoding_rs::WINDOWS_1252.encode(CLEAN).0.into_owned();
    let with_mark = [b"\xef\xbb\xbf", CLEAN.as_bytes()].concat();
    let gz = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(CLEAN.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let xz = {
        let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 1);
        encoder.write_all(CLEAN.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let json = r#"[{"sku":"A-1","names.it":"Vite à testa","names":{"en":"Screw"},"weight":1.5},
        {"sku":"A-2","names.it":"Dado; M8","names.en":"Nut","weight":"12"}]"#;
    let lines = "{\"sku\":\"A-1\",\"names.it\":\"Vite à testa\",\"names.en\":\"Screw\",\"weight\":1.5}\n\n{\"sku\":\"A-2\",\"names.it\":\"Dado; M8\",\"names.en\":\"Nut\",\"weight\":12}";
    let tsv = CLEAN.replace("\"Dado; M8\"", "Dado, M8").replace(';', "\t").replace("Dado, M8", "Dado; M8");
    let explicit = || {
        Mapping::parse("target = 'products'\n[fields]\nsku = 'sku'\nweight = 'weight'\n'names.it' = 'names.it'\n'names.en' = 'names.en'\n[source]\ndecimal = ','").unwrap()
    };
    let point = || {
        Mapping::parse(
            "target = 'products'\n[fields]\nsku = 'sku'\nweight = 'weight'\n'names.it' = 'names.it'\n'names.en' = 'names.en'",
        )
        .unwrap()
    };
    for (name, bytes, mapping) in [
        ("plain.csv", CLEAN.as_bytes().to_vec(), explicit()),
        ("crlf.csv", CLEAN.replace('\n', "\r\n").into_bytes(), explicit()),
        ("mark.csv", with_mark, explicit()),
        ("windows.csv", windows, explicit()),
        ("utf16.csv", utf_16(true), explicit()),
        ("utf16-without-mark.csv", utf_16(false), explicit()),
        ("utf16-be.csv", utf_16_be, explicit()),
        ("tab.tsv", tsv.into_bytes(), explicit()),
        ("packed.csv.gz", gz, explicit()),
        ("packed.csv.xz", xz.clone(), explicit()),
        ("no-extension", xz, explicit()),
        ("array.json", json.as_bytes().to_vec(), point()),
        ("lines.jsonl", lines.as_bytes().to_vec(), point()),
        ("lines-without-extension", lines.as_bytes().to_vec(), point()),
    ] {
        let (records, bad) = records(&file(&folder, name, &bytes), mapping).await.unwrap();
        assert_eq!(bad, [], "{name}");
        let seen: Vec<_> = records
            .iter()
            .map(|each| (each.text("sku"), each.text("names.it"), each.text("names.en"), each.text("weight")))
            .collect();
        let wanted = [
            (Some("A-1"), Some("Vite à testa"), Some("Screw"), Some("1.5")),
            (Some("A-2"), Some("Dado; M8"), Some("Nut"), Some("12")),
        ];
        assert_eq!(seen, wanted, "{name}");
    }
}

#[tokio::test]
async fn a_zip_is_all_its_members() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.zip");
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [
        ("one.csv", "sku,names.en\nA,First\nB\n"),
        ("__MACOSX/._one.csv", "rubbish"),
        ("more/two.jsonl", "{\"sku\":\"C\",\"names.en\":\"Third\"}\n"),
    ] {
        archive.start_file(name, options).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
    let (records, bad) = records(&path, own()).await.unwrap();
    assert_eq!(records.iter().filter_map(|each| each.text("sku")).collect::<Vec<_>>(), ["A", "C"]);
    assert_eq!(bad, [(3, "1 cells instead of 2".to_owned())]);
}

#[tokio::test]
async fn bad_rows_are_listed_and_stop_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let dirty = "sku,names.en,weight,gtin\n\
        A,First,10,4006381333931\n\
        B,\"never closed,20,\n\
        C,Third,heavy,\n\
        D,Fourth\n\
        ,Nameless,1,\n\
        \n\
        E,5\" pipe,3,\n\
        F,,3,\n\
        A,First again,10,\n";
    let broken_array = "[\n {\"sku\":\"A\",\"names.en\":\"First\"},\n {\"sku\":\"B\",\"names.en\":\"open},\n {\"sku\":\"C\",\"names.en\":\"Third\",},\n 7,\n {\"sku\":\"E\",\"names.en\":\"Fifth\"}\n]";
    let broken_lines = "{\"sku\":\"A\",\"names.en\":\"First\"}\n{\"sku\":\"B\",\"names.en\":\"open\"\nrubbish\n{\"sku\":\"E\",\"names.en\":\"Fifth\"}\n{\"sku\":\"F\"";
    for test in testkit::stores(migrations).await {
        let outcome = import(&test, &file(&folder, "dirty.csv", dirty.as_bytes()), own()).await.unwrap();
        assert_eq!((outcome.created, outcome.unchanged, outcome.rejected), (2, 1, 5), "{}", test.engine());
        let bad = rejected(&outcome);
        let told: Vec<(u64, &str)> = bad.iter().map(|(line, reason)| (*line, reason.as_str())).collect();
        let mut sorted = told.clone();
        sorted.sort_unstable();
        assert_eq!(
            sorted,
            [
                (3, "a quotation mark is never closed"),
                (4, "weight: \"heavy\" is not a number"),
                (5, "2 cells instead of 4"),
                (6, "sku is missing"),
                (9, "names must have a name in at least one language"),
            ]
        );
        for (name, content, wanted) in [
            ("array.json", broken_array, vec![(3, "the object is not closed"), (4, "not valid JSON"), (5, "not a JSON object")]),
            ("lines.jsonl", broken_lines, vec![(2, "the object is not closed"), (5, "the object is not closed")]),
        ] {
            let outcome = import(&test, &file(&folder, name, content.as_bytes()), own()).await.unwrap();
            let bad = rejected(&outcome);
            assert_eq!(bad.len(), wanted.len(), "{name}: {bad:?}");
            for ((line, reason), (wanted_line, wanted)) in bad.iter().zip(wanted) {
                assert!(*line == wanted_line && reason.starts_with(wanted), "{name}: {line} {reason}");
            }
        }
        let catalogue = Catalogue::default();
        catalogue.load(&test.store, test.tenant).await.unwrap();
        let first = catalogue.by_sku(test.tenant, "A").unwrap();
        assert_eq!(
            (first.name(Locale::En), first.weight_grams, first.gtin.as_deref()),
            ("First", Some(10), Some("4006381333931"))
        );
        assert_eq!(catalogue.by_sku(test.tenant, "E").unwrap().name(Locale::En), "Fifth");
        assert!(catalogue.by_sku(test.tenant, "B").is_none());
    }
}

#[tokio::test]
async fn rejected_rows_can_be_put_right_and_imported_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "list.csv", b"sku,names.en,weight\nA,First,many\n");
    let rejects = reject_path(&path, Path::new("."));
    assert_eq!(rejects.file_name().unwrap(), "list.csv.rejected.csv");
    for test in testkit::stores(migrations).await {
        let mut writer = ProductWriter::new(&test.store, &test.ctx(), &own()).await.unwrap();
        let plan = Plan { file: path.clone(), mapping: own(), rejects: rejects.clone(), batch: 10, most: Most::default() };
        let outcome = run(plan, |_| {}, async |records| writer.write(records).await).await.unwrap();
        assert_eq!((outcome.rejected, outcome.rejects.as_deref()), (1, Some(rejects.as_path())));
        let mended = std::fs::read_to_string(&rejects).unwrap().replace(",many", ",7");
        let outcome = import(&test, &file(&folder, "mended.csv", mended.as_bytes()), own()).await.unwrap();
        assert_eq!((outcome.created, outcome.rejected), (1, 0), "{mended}");
    }
}

#[tokio::test]
async fn whole_files_fail_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let mapped = || Mapping::parse("target = 'products'\n[fields]\nsku = 'code'").unwrap();
    let cases = [
        (file(&folder, "other.csv", b"a,b\n1,2\n"), mapped(), "has no column \"code\""),
        (file(&folder, "own.csv", b"a,b\n1,2\n"), own(), "no column is named as a field of products"),
        (file(&folder, "empty.csv", b""), own(), "holds no rows"),
        (folder.path().join("absent.csv"), own(), "cannot be read"),
        (file(&folder, "broken.zip", b"PK\x03\x04rubbish"), own(), "is damaged"),
        (file(&folder, "cut.csv.gz", b"\x1f\x8b\x08\x00\x00"), own(), "cannot be read"),
    ];
    for (path, mapping, reason) in cases {
        let error = records(&path, mapping).await.unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn mappings_are_checked_when_they_are_read() {
    for (text, reason) in [
        ("target = 'products'\n[fields]\ncolour = 'x'", "no field \"colour\""),
        ("target = 'products'\n[fields]\nsku = { column = 'x', value = 'y' }", "exactly one of"),
        ("target = 'products'\n[fields]\nsku = { template = '{x' }", "closing brace"),
        ("target = 'products'\n[fields]\nsku = 'a > b'", "table.Column"),
        ("target = 'prices'\n[[relations]]\nkind = 'accessory'\nby = 'sku'\ncolumn = 'x'", "belong to products"),
        ("target = 'things'", "unknown variant"),
        ("target = 'products'\nspeed = 9", "unknown field"),
    ] {
        let error = Mapping::parse(text).unwrap_err().to_string();
        assert!(error.contains(reason), "{text}: {error}");
    }
    for name in builtin_names() {
        let mapping = builtin(name).unwrap().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!mapping.about.is_empty(), "{name}");
    }
}

#[tokio::test]
async fn numbers_and_dates_are_read_as_they_are_written_there() {
    let folder = tempfile::tempdir().unwrap();
    let target = |rest: &str| {
        let text = format!("target = 'stock'\n[fields]\nsku = 'sku'\non_hand = 'price'\nincoming_date = 'day'\n[source]\n{rest}");
        Mapping::parse(&text).unwrap()
    };
    let cases: [(&str, &str, &str, Result<&str, &str>); 14] = [
        ("", "12.50", "2025-06-01", Ok("12.5 2025-06-01")),
        ("", ".0200", "2025-06-01 00:00:00.000", Ok("0.02 2025-06-01")),
        ("", "1,234.5", "2025-06-01", Ok("1234.5 2025-06-01")),
        ("", "1e-06", "2025-06-01", Ok("0.000001 2025-06-01")),
        ("", "376.6666667", "2025-06-01", Ok("376.666667 2025-06-01")),
        ("", "-3", "2025-06-01T10:00:00Z", Ok("-3 2025-06-01")),
        ("decimal = ','", "1.234,56", "2025-06-01", Ok("1234.56 2025-06-01")),
        ("decimal = ','", "1234,5", "2025-06-01", Ok("1234.5 2025-06-01")),
        ("dates = '%d/%m/%Y'", "1", "5/6/2025", Ok("1 2025-06-05")),
        ("", "1,5", "2025-06-01", Err("on_hand: \"1,5\" is not a number")),
        ("decimal = ','", "1.5", "2025-06-01", Err("on_hand: \"1.5\" is not a number")),
        ("", "12 EUR", "2025-06-01", Err("on_hand: \"12 EUR\" is not a number")),
        ("", "1", "31/12/2025", Err("incoming_date: \"31/12/2025\" is not a date")),
        ("dates = '%d/%m/%Y'", "1", "32/12/2025", Err("incoming_date: \"32/12/2025\" is not a date")),
    ];
    for (layout, price, day, wanted) in cases {
        let content = format!("sku\tprice\tday\nA\t{price}\t{day}\n");
        let (records, bad) = records(&file(&folder, "prices.tsv", content.as_bytes()), target(layout)).await.unwrap();
        match wanted {
            Ok(text) => {
                let record = records.first().unwrap_or_else(|| panic!("{price} {day}: {bad:?}"));
                assert_eq!(format!("{} {}", record.text("on_hand").unwrap(), record.text("incoming_date").unwrap()), text);
            }
            Err(reason) => assert_eq!(bad, [(2, reason.to_owned())]),
        }
    }
}

#[tokio::test]
async fn columns_that_nothing_is_made_of_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let named = "target = 'products'\n[fields]\nsku = 'Code'\nnames.it = 'text.it'\n[source]\nexcept = { Stop = 'x' }\n\
                 [[attribute_prefixes]]\nprefix = 'n_'\nkind = 'number'\n";
    let by_name = || Mapping::parse(named).unwrap();
    let objects = "{\"sku\":\"A\",\"colour\":1}\n{\"sku\":\"B\",\"names.it\":\"Dado\",\"size\":2,\"colour\":null}\n";
    let cases: [(&str, &str, Mapping, &[&str]); 5] = [
        ("own.csv", "sku,names.it,Farbe,attributes.bore,,name.it\nA,Vite,rot,5,,\n", own(), &["Farbe", "name.it"]),
        ("twice.csv", "sku,Farbe,Farbe\nA,rot,blau\n", own(), &["Farbe"]),
        ("all.csv", "Code,text.it,Stop,n_bore\nA,Vite,,5\n", by_name(), &[]),
        ("some.csv", "Preis,Code,text.it,Stop,EK\n1,A,Vite,,5\n", by_name(), &["Preis", "EK"]),
        // Each object has columns of its own: what comes late is read as well, or named.
        ("late.jsonl", objects, own(), &["colour", "size"]),
    ];
    for (name, content, mapping, unused) in cases {
        let plan = Plan {
            file: file(&folder, name, content.as_bytes()),
            mapping,
            rejects: folder.path().join("r.csv"),
            batch: 7,
            most: Most::default(),
        };
        let mut names = Vec::new();
        let outcome = run(
            plan,
            |_| {},
            async |records: Vec<Record>| {
                names.extend(records.iter().filter_map(|record| record.text("names.it").map(str::to_owned)));
                Ok(Report::default())
            },
        );
        assert_eq!(outcome.await.unwrap().unused, unused, "{name}");
        assert_eq!(names.is_empty(), name == "twice.csv", "{name}");
    }
    let nested = "{\"Code\":\"A\",\"text\":{\"it\":\"Vite\",\"en\":\"Screw\"},\"Stop\":\"\",\"n_bore\":1,\"EK\":5}\n";
    let plan = Plan {
        file: file(&folder, "n.jsonl", nested.as_bytes()),
        mapping: by_name(),
        rejects: folder.path().join("r.csv"),
        batch: 7,
        most: Most::default(),
    };
    let outcome = run(plan, |_| {}, async |_| Ok(Report::default())).await.unwrap();
    assert_eq!(outcome.unused, ["EK"], "of a nested object something is used");
}

/// The shared data, or nothing and a line that says so.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !path.exists() {
        println!("left out: {name} is not at hand");
        return None;
    }
    Some(path)
}

/// The first rows of a file of objects, as lines.
fn beginning(path: &Path, folder: &tempfile::TempDir, most: usize) -> PathBuf {
    let mut lines = Vec::new();
    crate::import::rows::read(path, &crate::import::rows::Layout::default(), &mut |row| {
        match row.unwrap().came_as() {
            CameAs::Text(text) => lines.push(text),
            CameAs::Cells(..) => panic!("a file of objects"),
        }
        if lines.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
    .unwrap();
    file(folder, "beginning.jsonl", lines.join("\n").as_bytes())
}

#[tokio::test]
async fn icecat_comes_in() {
    let Some(data) = shared("icecat-chorus/products") else { return };
    let folder = tempfile::tempdir().unwrap();
    // A debug build takes its time: the beginning is enough, `icecat_as_a_whole` has the rest.
    let path = beginning(&data.join("1.json.zip"), &folder, 600);
    for test in testkit::stores(migrations).await {
        let mapping = builtin("icecat").unwrap().unwrap();
        let outcome = import(&test, &path, mapping.clone()).await.unwrap();
        assert_eq!(rejected(&outcome), []);
        assert_eq!((outcome.rows, outcome.created), (600, 600));
        let catalogue = Catalogue::default();
        catalogue.load(&test.store, test.tenant).await.unwrap();
        let toner = catalogue.by_sku(test.tenant, "3920564").unwrap();
        assert_eq!(toner.mpn.as_deref(), Some("006R90321"));
        assert_eq!(toner.gtin.as_deref(), Some("0095205603217"));
        assert_eq!(toner.brand.as_deref(), Some("Xerox"));
        assert_eq!(toner.value("black_toner_page_yield"), Some(&Value::number(23_000_000_000)));
        assert_eq!(toner.name(Locale::It), "Xerox 006R90321 toner cartridge Original Black 6 pc(s)");
        assert_eq!(catalogue.resolve(test.tenant, None, "006-r90321").unwrap().id, toner.id);
        assert_eq!(catalogue.resolve(test.tenant, None, "95205603217").unwrap().id, toner.id);
        let fits = catalogue.relations(test.tenant, toner.id);
        let model = Relation {
            kind: RelationKind::CompatibleWith,
            target: RelationTarget::Text(Word::new("CopyCentre C65")),
            position: None,
            quantity: None,
        };
        assert_eq!(&fits[..], [model]);
        assert!(catalogue.thumbnail(test.tenant, toner.id).is_some());
        let again = import(&test, &path, mapping).await.unwrap();
        assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 600));
    }
}

#[tokio::test]
async fn icecat_as_a_whole() {
    let Some(data) = shared("icecat-chorus/products") else { return };
    for test in testkit::stores(migrations).await {
        let (watch, mut rows) = (Watch::start(), 0);
        for part in 1..=4 {
            let outcome =
                import(&test, &data.join(format!("{part}.json.zip")), builtin("icecat").unwrap().unwrap()).await.unwrap();
            assert_eq!(rejected(&outcome), []);
            rows += outcome.rows;
        }
        println!("{}: {rows} rows imported in {watch}", test.engine());
        let (watch, before) = (Watch::start(), resident());
        let catalogue = Catalogue::default();
        catalogue.load(&test.store, test.tenant).await.unwrap();
        let grown = resident().saturating_sub(before);
        println!("{}: {} products loaded in {watch}, {grown} KiB more", test.engine(), catalogue.count(test.tenant));
        assert_eq!(catalogue.count(test.tenant), 19_406);
        let watch = Watch::start();
        let newest = store::horizon(&test.store).await.unwrap();
        let facts = store::read_feed(test.store.reader(), &store::FeedFilter::default(), 0, newest, 10_000).await.unwrap();
        catalogue.apply(&test.store, &facts).await.unwrap();
        println!("{}: {} facts applied in {watch}", test.engine(), facts.len());
    }
}

/// Time on the wall and on the processors, all threads together; the second tells more on a busy machine.
struct Watch(std::time::Instant, u64);

impl Watch {
    fn start() -> Watch {
        Watch(std::time::Instant::now(), ticks())
    }
}

impl std::fmt::Display for Watch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:?} ({} ms of processor)", self.0.elapsed(), (ticks() - self.1) * 10)
    }
}

/// Hundredths of a second that this process has run, where the system tells.
fn ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    fields.iter().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
}

/// Resident memory of this process in KiB, where the system tells.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("RssAnon:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[tokio::test]
async fn adventure_works_comes_in() {
    let Some(folder) = shared("adventureworks/oltp") else { return };
    for test in testkit::stores(migrations).await {
        let mapping = |name: &str| builtin(name).unwrap().unwrap();
        let models = import(&test, &folder.join("ProductModel.csv"), mapping("adventureworks-models")).await.unwrap();
        assert_eq!((rejected(&models), models.created), (Vec::new(), 128));
        let products = import(&test, &folder.join("Product.csv"), mapping("adventureworks-products")).await.unwrap();
        assert_eq!((rejected(&products), products.created), (Vec::new(), 504));
        let bill = import(&test, &folder.join("BillOfMaterials.csv"), mapping("adventureworks-bom")).await.unwrap();
        // Rows in force with an assembly, of which each pair stands once.
        assert_eq!((rejected(&bill), bill.created, bill.rows), (Vec::new(), 2383, 2383));
        let catalogue = Catalogue::default();
        catalogue.load(&test.store, test.tenant).await.unwrap();
        let bike = catalogue.by_sku(test.tenant, "BK-R93R-62").unwrap();
        assert_eq!(bike.kind, ProductKind::Variant);
        let master = catalogue.product(test.tenant, bike.master.unwrap()).unwrap();
        assert_eq!(catalogue.variants(test.tenant, master.id).len(), 5);
        assert!(bike.descriptions.exactly(Language::parse("fr").unwrap()).unwrap().contains("vélo"), "{:?}", bike.descriptions);
        assert_eq!(bike.weight_grams, Some(6804), "15.00 lb");
        assert_eq!(bike.state, ProductState::Discontinued);
        let path: Vec<String> = catalogue
            .category_path(test.tenant, bike.category.unwrap())
            .iter()
            .map(|each| each.name(Locale::It).to_owned())
            .collect();
        assert_eq!(path, ["Biciclette", "Road Bikes"]);
        let parts = catalogue.relations(test.tenant, bike.id);
        assert!(parts.len() > 5 && parts.iter().all(|part| part.kind == RelationKind::SparePart && part.quantity.is_some()));
    }
}

#[tokio::test]
async fn the_other_rooms_rows_can_be_read() {
    let (Some(works), Some(northwind)) = (shared("adventureworks/oltp"), shared("northwind")) else { return };
    let folder = tempfile::tempdir().unwrap();
    for (name, path, count, wanted) in [
        ("adventureworks-prices", works.join("Product.csv"), 304, ["sku", "price", "currency"]),
        ("adventureworks-offers", works.join("SpecialOfferProduct.csv"), 0, ["sku", "discount_percent", "from_quantity"]),
        ("adventureworks-stock", works.join("ProductInventory.csv"), 1069, ["sku", "warehouse", "on_hand"]),
        ("adventureworks-accounts", works.join("Store.csv"), 701, ["number", "country", "city"]),
        ("northwind-prices", northwind.join("products.csv"), 77, ["sku", "price", "currency"]),
        ("northwind-stock", northwind.join("products.csv"), 77, ["sku", "warehouse", "on_hand"]),
        ("northwind-accounts", northwind.join("customers.csv"), 91, ["number", "country", "city"]),
        ("northwind-orders", northwind.join("order_details.csv"), 2155, ["external_id", "placed_on", "quantity"]),
    ] {
        let mapping = builtin(name).unwrap().unwrap();
        let rejects = folder.path().join("rejected.csv");
        let plan = Plan { file: path, mapping, rejects, batch: 1000, most: Most::default() };
        let mut all: Vec<Record> = Vec::new();
        let outcome = run(
            plan,
            |_| {},
            async |records: Vec<Record>| {
                all.extend(records);
                Ok(Report::default())
            },
        )
        .await
        .unwrap();
        assert_eq!(rejected(&outcome), [], "{name}");
        println!("{name}: {} rows; {:?}", all.len(), all.first());
        assert!(count == 0 || all.len() == count, "{name}: {}", all.len());
        for record in &all {
            for field in wanted {
                assert!(record.text(field).is_some(), "{name} has no {field} in {record:?}");
            }
        }
    }
}

#[tokio::test]
async fn northwind_comes_in() {
    let Some(folder) = shared("northwind") else { return };
    for test in testkit::stores(migrations).await {
        let outcome = import(&test, &folder.join("products.csv"), builtin("northwind-products").unwrap().unwrap()).await.unwrap();
        assert_eq!((rejected(&outcome), outcome.created), (Vec::new(), 77));
        let catalogue = Catalogue::default();
        catalogue.load(&test.store, test.tenant).await.unwrap();
        let chai = catalogue.by_sku(test.tenant, "NW-1").unwrap();
        assert_eq!((chai.name(Locale::It), chai.brand.as_deref()), ("Chai", Some("Exotic Liquids")));
        assert_eq!(chai.tax_category, TaxCategory::Reduced);
    }
}
