//! Warehouses: where goods lie, and until when an order leaves on the same day.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use inventory::{Warehouse, WarehouseDraft, create_warehouse, permit_to_manage, update_warehouse, warehouse_by_code};
use kernel::{Action, FieldFault};
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{Outcome, begin, commit, conflicting, judged, reader, refused, renamed, saved, taken, time_zone, whole};
use super::view::form::FormPage;
use super::view::stock::{WarehouseRow, warehouse_form, warehouse_page, warehouses};
use crate::frame::{FormData, Portal, Visit};

const LIST: &str = "/office/warehouses";

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::StockManage);
    Doors::new()
        .page(manages, "GET", "/office/warehouses", get(show_list))
        .page(manages, "POST", "/office/warehouses", post(create))
        .page(manages, "GET", "/office/warehouses/new", get(new))
        .page(manages, "GET", "/office/warehouses/{code}", get(edit))
        .page(manages, "POST", "/office/warehouses/{code}", post(save))
}

fn row(warehouse: &Warehouse) -> WarehouseRow {
    WarehouseRow {
        code: warehouse.code.clone(),
        name: warehouse.name.clone(),
        country: warehouse.country.clone(),
        position: warehouse.position,
        time_zone: warehouse.time_zone.clone(),
        cut_off: clock_time(warehouse.cut_off_minute),
    }
}

/// A minute of the day as people say it: `16:00`.
fn clock_time(minute: i32) -> String {
    format!("{:02}:{:02}", minute.div_euclid(60), minute.rem_euclid(60))
}

fn minute_of(text: &str) -> Result<i32, FieldFault> {
    let wrong = || FieldFault::new("cut_off", "not_a_time", "must be a time such as 16:00");
    let (hours, minutes) = text.split_once([':', '.']).ok_or_else(wrong)?;
    let number = |text: &str| text.parse::<i32>().ok().filter(|number| *number >= 0);
    match (number(hours), number(minutes)) {
        (Some(24), Some(0)) => Ok(1440),
        (Some(hours @ 0..=23), Some(minutes @ 0..=59)) => Ok(hours * 60 + minutes),
        _ => Err(wrong()),
    }
}

async fn show_list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let all = inventory::warehouses(reader(&portal), visit.ctx.tenant).await?;
    portal.page(&visit, &warehouses(&all.iter().map(row).collect::<Vec<WarehouseRow>>())).await
}

fn sent(form: &FormData, code: &str) -> Result<WarehouseDraft, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let position = taken(&mut faults, whole(form, "position")).unwrap_or(0);
    let cut_off = taken(&mut faults, minute_of(form.text("cut_off"))).unwrap_or(0);
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(WarehouseDraft {
        code: code.to_owned(),
        name: form.text("name").to_owned(),
        country: form.text("country").to_uppercase(),
        position,
        time_zone: form.text("time_zone").to_owned(),
        cut_off_minute: cut_off,
    })
}

fn as_fields(faults: Vec<FieldFault>) -> Vec<FieldFault> {
    renamed(faults, &[("cut_off_minute", "cut_off")])
}

async fn new_page(portal: &Portal, visit: &Visit) -> FormPage {
    let blank = WarehouseRow {
        code: String::new(),
        name: String::new(),
        country: "IT".to_owned(),
        position: 1,
        time_zone: time_zone(portal, &visit.ctx).await,
        cut_off: "16:00".to_owned(),
    };
    warehouse_page(warehouse_form(&blank, None), None)
}

async fn new(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let page = new_page(&portal, &visit).await;
    portal.page(&visit, &page).await
}

async fn create(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let permit = permit_to_manage(&visit.ctx)?;
    let faults = match sent(&form, form.text("code")) {
        Ok(draft) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(create_warehouse(&visit.ctx, &mut tx, &draft, &permit).await)? {
                Outcome::Done(_) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, LIST, saved()));
                }
                Outcome::Refused(faults) => as_fields(faults),
                Outcome::Moved => Vec::new(),
            }
        }
        Err(faults) => faults,
    };
    let page = new_page(&portal, &visit).await;
    refused(&portal, &visit, page, &form, &faults).await
}

async fn edit_page(portal: &Portal, visit: &Visit, code: &str) -> Answer<FormPage> {
    let warehouse = warehouse_by_code(reader(portal), visit.ctx.tenant, code).await?.ok_or_else(Problem::not_found)?;
    Ok(warehouse_page(warehouse_form(&row(&warehouse), Some(warehouse.version)), Some(&warehouse.name)))
}

async fn edit(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let page = edit_page(&portal, &visit, &code).await?;
    portal.page(&visit, &page).await
}

async fn save(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>, form: FormData) -> Answer<Response> {
    let (permit, seen) = (permit_to_manage(&visit.ctx)?, form.version()?);
    let page = edit_page(&portal, &visit, &code).await?;
    let faults = match sent(&form, &code) {
        Ok(draft) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(update_warehouse(&mut tx, &draft, seen, &permit).await)? {
                Outcome::Done(_) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, LIST, saved()));
                }
                Outcome::Refused(faults) => as_fields(faults),
                Outcome::Moved => {
                    drop(tx);
                    return conflicting(&portal, &visit, page, &form, ("warehouse", &code)).await;
                }
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, page, &form, &faults).await
}
