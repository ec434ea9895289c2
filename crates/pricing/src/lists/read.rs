//! What the back office reads of lists.

use std::collections::{BTreeMap, HashMap};

use kernel::{Page, PageRequest, PriceListId, ProductId, TenantId};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use store::StoreError;
use uuid::Uuid;

use crate::PricingError;
use crate::list::{Assignee, Entry, ListState, PriceList};
use crate::repo::{self, statement};

/// A list by its code, with whom it is for.
pub async fn find_list(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    code: &str,
) -> Result<(PriceList, Vec<Assignee>), PricingError> {
    let list = repo::list_by_code(conn, tenant, code).await?.ok_or_else(|| PricingError::ListNotFound(code.to_owned()))?;
    let mut assignees: Vec<Assignee> = repo::assignments(conn, tenant)
        .await?
        .into_iter()
        .filter(|(id, _)| *id == list.id)
        .map(|(_, assignee)| assignee)
        .collect();
    assignees.sort();
    Ok((list, assignees))
}

/// Lists by code, those whose code or name holds the text. Tenants have few lists: they are read at once and cut here.
pub async fn list_page(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    text: &str,
    state: Option<ListState>,
    page: &PageRequest,
) -> Result<Page<PriceList>, PricingError> {
    let wanted = text.trim().to_lowercase();
    let fits = |list: &PriceList| {
        let named = [&list.code, &list.name_it, &list.name_en].into_iter().any(|name| name.to_lowercase().contains(&wanted));
        named && state.is_none_or(|state| list.state == state) && page.after.as_ref().is_none_or(|after| list.code > *after)
    };
    let mut lists = repo::lists(conn, tenant).await?;
    // Both engines may order text by a locale; cursors compare bytes.
    lists.sort_by(|left, right| left.code.cmp(&right.code));
    let found = lists.into_iter().filter(fits).take(page.limit() + 1).collect();
    Ok(Page::from_one_more(found, page, |list: &PriceList| list.code.clone()))
}

/// Whom each list is for, sorted; a list that is for nobody is absent.
pub async fn assignees_by_list(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
) -> Result<HashMap<PriceListId, Vec<Assignee>>, PricingError> {
    let mut found: HashMap<PriceListId, Vec<Assignee>> = HashMap::new();
    for (list, assignee) in repo::assignments(conn, tenant).await? {
        found.entry(list).or_default().push(assignee);
    }
    found.values_mut().for_each(|assignees| assignees.sort());
    Ok(found)
}

/// The lists that are assigned to groups, with the group's code; by group, then by the list's code.
pub async fn lists_of_groups(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<(String, PriceList)>, PricingError> {
    let lists: HashMap<PriceListId, PriceList> =
        repo::lists(conn, tenant).await?.into_iter().map(|list| (list.id, list)).collect();
    let mut found: BTreeMap<(String, String), PriceList> = BTreeMap::new();
    for (id, assignee) in repo::assignments(conn, tenant).await? {
        if let (Assignee::Group(group), Some(list)) = (assignee, lists.get(&id)) {
            found.insert((group, list.code.clone()), list.clone());
        }
    }
    Ok(found.into_iter().map(|((group, _), list)| (group, list)).collect())
}

/// Entries by product, then quantity; the cursor is the last entry's.
pub type EntryPage = Page<Entry>;

/// A page of a list's entries, of one product when one is named.
pub async fn entry_page(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    list: PriceListId,
    product: Option<ProductId>,
    page: &PageRequest,
) -> Result<EntryPage, PricingError> {
    let mut values: Vec<Value> = vec![list.uuid().into(), tenant.uuid().into()];
    let mut clauses = String::new();
    if let Some(product) = product {
        values.push(product.uuid().into());
        clauses.push_str(" AND product_id = $3");
    }
    if let Some((product, from)) = page.after.as_deref().and_then(read_cursor) {
        let next = values.len() + 1;
        values.extend([Value::from(product), Value::from(from)]);
        clauses.push_str(&format!(" AND (product_id, from_quantity_micros) > (${next}, ${})", next + 1));
    }
    let sql = format!(
        "SELECT product_id, from_quantity_micros, price_micros FROM price_entries WHERE list_id = $1 AND tenant_id = $2{clauses} \
         ORDER BY product_id, from_quantity_micros LIMIT {}",
        page.limit() + 1
    );
    let rows = conn.query_all_raw(statement(conn, sql, values)).await?;
    let entries = rows.iter().map(repo::read_entry).collect::<Result<Vec<Entry>, StoreError>>()?;
    Ok(Page::from_one_more(entries, page, |entry| format!("{}~{}", entry.product, entry.from_quantity_micros)))
}

/// On which lists a product stands, and with how many tiers.
pub async fn lists_of_product(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    product: ProductId,
) -> Result<Vec<(PriceListId, Entry)>, PricingError> {
    let sql = "SELECT product_id, from_quantity_micros, price_micros, list_id FROM price_entries WHERE tenant_id = $1 AND product_id = $2 \
         ORDER BY list_id, from_quantity_micros";
    let rows = conn.query_all_raw(statement(conn, sql, [tenant.uuid().into(), product.uuid().into()])).await?;
    let read = |row: &QueryResult| -> Result<(PriceListId, Entry), StoreError> {
        Ok((PriceListId::from_uuid(row.try_get_by_index(3)?), repo::read_entry(row)?))
    };
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?)
}

fn read_cursor(text: &str) -> Option<(Uuid, i64)> {
    let (product, from) = text.split_once('~')?;
    Some((Uuid::try_parse(product).ok()?, from.parse().ok()?))
}
