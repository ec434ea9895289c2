//! Every query on pricing's tables.

use kernel::{AccountId, CategoryId, Currency, Date, Percent, PriceListId, PriceRuleId, ProductId, TenantId, Timestamp, Version};
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement, Value};
use store::{Backend, Cell, Slices, Sql, StoreError, Tx, unpacked_rows};
use uuid::Uuid;

use crate::PricingError;
use crate::formula::Formula;
use crate::list::{Assignee, Derived, Entry, ListState, PriceList};
use crate::market::{Market, PriceBasis, PricePolicy, TaxRounding, parse_rounding};
use crate::rule::{PriceRule, RuleEffect, RuleTarget};
use crate::tax::{Country, TaxCategory, TaxRate};

const LIST_COLUMNS: &str = "id, code, name_it, name_en, currency, market, priority, exclusive, valid_from, valid_to, derived_from, \
     derived_percent_micros, state, version";

/// Every list of a tenant, whatever its state.
pub async fn lists(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<PriceList>, PricingError> {
    let sql = format!("SELECT {LIST_COLUMNS} FROM price_lists WHERE tenant_id = $1 ORDER BY code");
    let rows = conn.query_all_raw(statement(conn, sql, [tenant.uuid().into()])).await?;
    Ok(rows.iter().map(read_list).collect::<Result<Vec<PriceList>, StoreError>>()?)
}

/// Locks all lists of the tenant until the transaction ends, in one order whoever asks: two who write at once must not make
/// together a circle that neither makes alone. On SQLite the transaction is alone anyway.
pub async fn lock_lists(tx: &Tx) -> Result<(), PricingError> {
    if tx.backend() == Backend::Postgres {
        let sql = "SELECT id FROM price_lists WHERE tenant_id = $1 ORDER BY id FOR UPDATE";
        tx.conn().query_all_raw(statement(tx.conn(), sql, [tx.ctx().tenant.uuid().into()])).await?;
    }
    Ok(())
}

pub async fn list_by_code(conn: &impl ConnectionTrait, tenant: TenantId, code: &str) -> Result<Option<PriceList>, PricingError> {
    // What can be no code is not asked for: PostgreSQL would refuse a text with a NUL in it.
    if kernel::code(code).is_err() {
        return Ok(None);
    }
    let sql = format!("SELECT {LIST_COLUMNS} FROM price_lists WHERE tenant_id = $1 AND code = $2");
    let row = conn.query_one_raw(statement(conn, sql, [tenant.uuid().into(), code.into()])).await?;
    Ok(row.as_ref().map(read_list).transpose()?)
}

fn read_list(row: &QueryResult) -> Result<PriceList, StoreError> {
    let state: String = row.try_get("", "state")?;
    let derived_from: Option<Uuid> = row.try_get("", "derived_from")?;
    let percent: Option<i64> = row.try_get("", "derived_percent_micros")?;
    let moment = |micros: Option<i64>| micros.map(Timestamp::from_micros);
    Ok(PriceList {
        id: PriceListId::from_uuid(row.try_get("", "id")?),
        code: row.try_get("", "code")?,
        name_it: row.try_get("", "name_it")?,
        name_en: row.try_get("", "name_en")?,
        currency: read_currency(row)?,
        market: row.try_get("", "market")?,
        priority: row.try_get("", "priority")?,
        exclusive: row.try_get("", "exclusive")?,
        valid_from: moment(row.try_get("", "valid_from")?),
        valid_to: moment(row.try_get("", "valid_to")?),
        derived: derived_from
            .map(|from| Derived { from: PriceListId::from_uuid(from), percent_off: Percent::from_micros(percent.unwrap_or(0)) }),
        state: ListState::parse(&state).ok_or_else(|| corrupt("price_lists.state", &state))?,
        version: row.try_get("", "version")?,
    })
}

/// The entries of one list as they come in, each handed to `take`; a product's come together, in no particular order.
pub async fn stream_entries(
    conn: &DatabaseConnection,
    tenant: TenantId,
    list: PriceListId,
    mut take: impl FnMut(Entry),
) -> Result<(), PricingError> {
    let slices = Slices {
        table: "price_entries",
        key: "product_id",
        only: vec![("list_id", list.uuid().into()), ("tenant_id", tenant.uuid().into())],
        cells: &[Cell::Number("from_quantity_micros"), Cell::Number("price_micros")],
        rows: 500,
    };
    let mut slices = slices.read(conn);
    while let Some(text) = slices.recv().await {
        for mut row in unpacked_rows(&text?) {
            take(Entry {
                product: ProductId::from_uuid(row.id()?),
                from_quantity_micros: row.number()?,
                price_micros: row.number()?,
            });
        }
    }
    Ok(())
}

/// Whether a list has a price of some product.
pub async fn has_entries(conn: &impl ConnectionTrait, tenant: TenantId, list: PriceListId) -> Result<bool, PricingError> {
    let sql = "SELECT list_id FROM price_entries WHERE tenant_id = $1 AND list_id = $2 LIMIT 1";
    let row = conn.query_one_raw(statement(conn, sql, [tenant.uuid().into(), list.uuid().into()])).await?;
    Ok(row.is_some())
}

/// The entries of some products of one list.
pub async fn entries_of(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    list: PriceListId,
    products: &[ProductId],
) -> Result<Vec<Entry>, PricingError> {
    let sql = Sql::new(conn, "SELECT product_id, from_quantity_micros, price_micros FROM price_entries WHERE list_id = ")
        .value(list.uuid())
        .text(" AND tenant_id = ")
        .value(tenant.uuid())
        .text(" AND product_id IN (")
        .list(products.iter().map(|product| product.uuid().into()))
        .text(") ORDER BY product_id, from_quantity_micros");
    let rows = conn.query_all_raw(sql.statement()).await?;
    Ok(rows.iter().map(read_entry).collect::<Result<Vec<Entry>, StoreError>>()?)
}

pub(crate) fn read_entry(row: &QueryResult) -> Result<Entry, StoreError> {
    Ok(Entry {
        product: ProductId::from_uuid(row.try_get_by_index(0)?),
        from_quantity_micros: row.try_get_by_index(1)?,
        price_micros: row.try_get_by_index(2)?,
    })
}

/// Whom each list of a tenant is for.
pub async fn assignments(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<(PriceListId, Assignee)>, PricingError> {
    let sql = "SELECT list_id, scope, account_id, group_code FROM price_assignments WHERE tenant_id = $1";
    let rows = conn.query_all_raw(statement(conn, sql, [tenant.uuid().into()])).await?;
    Ok(rows.iter().map(read_assignment).collect::<Result<Vec<_>, StoreError>>()?)
}

fn read_assignment(row: &QueryResult) -> Result<(PriceListId, Assignee), StoreError> {
    let scope: String = row.try_get("", "scope")?;
    let account: Option<Uuid> = row.try_get("", "account_id")?;
    let group: Option<String> = row.try_get("", "group_code")?;
    let assignee = match (scope.as_str(), account, group) {
        ("everyone", None, None) => Assignee::Everyone,
        ("group", None, Some(group)) => Assignee::Group(group),
        ("account", Some(account), None) => Assignee::Account(AccountId::from_uuid(account)),
        _ => return Err(corrupt("price_assignments.scope", &scope)),
    };
    Ok((PriceListId::from_uuid(row.try_get("", "list_id")?), assignee))
}

/// The rules of a tenant, or of one of its lists.
pub async fn rules(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    list: Option<PriceListId>,
) -> Result<Vec<PriceRule>, PricingError> {
    let mut values: Vec<Value> = vec![tenant.uuid().into()];
    values.extend(list.map(|list| Value::from(list.uuid())));
    let of_list = if list.is_some() { " AND list_id = $2" } else { "" };
    let sql = format!("SELECT * FROM price_rules WHERE tenant_id = $1{of_list}");
    let rows = conn.query_all_raw(statement(conn, sql, values)).await?;
    Ok(rows.iter().map(read_rule).collect::<Result<Vec<_>, StoreError>>()?)
}

fn read_rule(row: &QueryResult) -> Result<PriceRule, StoreError> {
    let text = |column: &str| row.try_get::<String>("", column);
    let id = |column: &str| row.try_get::<Option<Uuid>>("", column);
    let (target, effect) = (text("target")?, text("effect")?);
    let (brand, formula): (Option<String>, Option<String>) = (row.try_get("", "brand")?, row.try_get("", "formula")?);
    let target = match (target.as_str(), id("product_id")?, id("category_id")?, brand) {
        ("product", Some(id), None, None) => RuleTarget::Product(ProductId::from_uuid(id)),
        ("category", None, Some(id), None) => RuleTarget::Category(CategoryId::from_uuid(id)),
        ("brand", None, None, Some(brand)) => RuleTarget::Brand(brand),
        ("all", None, None, None) => RuleTarget::All,
        _ => return Err(corrupt("price_rules.target", &target)),
    };
    let base = id("base_id")?.map(PriceListId::from_uuid);
    let micros: Option<i64> = row.try_get("", "micros")?;
    let effect = match (effect.as_str(), base, micros, formula) {
        ("fixed", None, Some(price_micros), None) => RuleEffect::Fixed { price_micros },
        ("percent_off", Some(base), Some(micros), None) => {
            RuleEffect::PercentOff { base, percent_off: Percent::from_micros(micros) }
        }
        ("amount_off", Some(base), Some(amount_micros), None) => RuleEffect::AmountOff { base, amount_micros },
        ("formula", None, None, Some(formula)) => {
            RuleEffect::Formula(Formula::parse(&formula).map_err(|_| corrupt("price_rules.formula", &formula))?)
        }
        _ => return Err(corrupt("price_rules.effect", &effect)),
    };
    Ok(PriceRule {
        id: PriceRuleId::from_uuid(row.try_get("", "id")?),
        list: PriceListId::from_uuid(row.try_get("", "list_id")?),
        target,
        from_quantity_micros: row.try_get("", "from_quantity_micros")?,
        effect,
    })
}

pub async fn markets(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<Market>, PricingError> {
    let sql = "SELECT * FROM markets WHERE tenant_id = $1 ORDER BY code";
    let rows = conn.query_all_raw(statement(conn, sql, [tenant.uuid().into()])).await?;
    Ok(rows.iter().map(read_market).collect::<Result<Vec<Market>, StoreError>>()?)
}

fn read_market(row: &QueryResult) -> Result<Market, StoreError> {
    let text = |column: &str| row.try_get::<String>("", column);
    let (country, rounding) = (text("country")?, text("rounding")?);
    let (tax_rounding, prices, policy) = (text("tax_rounding")?, text("prices")?, text("price_policy")?);
    let decimals: i16 = row.try_get("", "unit_price_decimals")?;
    Ok(Market {
        code: text("code")?,
        country: Country::parse(&country).map_err(|_| corrupt("markets.country", &country))?,
        currency: read_currency(row)?,
        unit_price_decimals: u8::try_from(decimals).map_err(|_| corrupt("markets.unit_price_decimals", &decimals.to_string()))?,
        rounding: parse_rounding(&rounding).ok_or_else(|| corrupt("markets.rounding", &rounding))?,
        tax_rounding: TaxRounding::parse(&tax_rounding).ok_or_else(|| corrupt("markets.tax_rounding", &tax_rounding))?,
        prices: PriceBasis::parse(&prices).ok_or_else(|| corrupt("markets.prices", &prices))?,
        policy: PricePolicy::parse(&policy).ok_or_else(|| corrupt("markets.price_policy", &policy))?,
        is_default: row.try_get("", "is_default")?,
        version: row.try_get("", "version")?,
    })
}

/// A tenant's rates, and the sum of their versions.
pub async fn tax_rates(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<(Vec<TaxRate>, Version), PricingError> {
    let sql = "SELECT country, category, valid_from, rate_micros, version FROM tax_rates WHERE tenant_id = $1";
    let rows = conn.query_all_raw(statement(conn, sql, [tenant.uuid().into()])).await?;
    let mut version: Version = 0;
    let mut rates = Vec::with_capacity(rows.len());
    for row in &rows {
        rates.push(read_rate(row)?);
        version = version.saturating_add(row.try_get::<Version>("", "version").map_err(StoreError::from)?);
    }
    Ok((rates, version))
}

/// A tenant's own rates with their versions, by country, category and day.
pub async fn kept_tax_rates(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<(TaxRate, Version)>, PricingError> {
    let sql = "SELECT country, category, valid_from, rate_micros, version FROM tax_rates WHERE tenant_id = $1 \
         ORDER BY country, category, valid_from";
    let rows = conn.query_all_raw(statement(conn, sql, [tenant.uuid().into()])).await?;
    let read = |row: &QueryResult| Ok((read_rate(row)?, row.try_get("", "version").map_err(StoreError::from)?));
    rows.iter().map(read).collect()
}

fn read_rate(row: &QueryResult) -> Result<TaxRate, StoreError> {
    let (country, category): (String, String) = (row.try_get("", "country")?, row.try_get("", "category")?);
    let day: String = row.try_get("", "valid_from")?;
    Ok(TaxRate {
        country: Country::parse(&country).map_err(|_| corrupt("tax_rates.country", &country))?,
        category: TaxCategory::parse(&category).ok_or_else(|| corrupt("tax_rates.category", &category))?,
        valid_from: day.parse::<Date>().map_err(|_| corrupt("tax_rates.valid_from", &day))?,
        rate: Percent::from_micros(row.try_get("", "rate_micros")?),
    })
}

fn read_currency(row: &QueryResult) -> Result<Currency, StoreError> {
    let code: String = row.try_get("", "currency")?;
    Currency::parse(&code).map_err(|_| corrupt("currency", &code))
}

pub(crate) fn corrupt(column: &str, value: &str) -> StoreError {
    StoreError::Corrupt(format!("{column} = {value:?}"))
}

pub(crate) fn statement(
    conn: &impl ConnectionTrait,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(conn.get_database_backend(), sql, values)
}
