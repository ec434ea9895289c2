//! How carts travel.

use kernel::{ApprovalId, CartId, CartLineId, Date, Money, OrderId, Percent, Quantity, Timestamp, UnitPrice, Version};
use orders::{OrderTotals, Partial};
use serde::Serialize;
use utoipa::ToSchema;
use web::ProblemBody;

use crate::cart::{Cart, CartSummary};
use crate::desk::Desk;
use crate::snapshot::Change;
use crate::state::CartState;
use crate::verdict::{LineVerdict, VerdictKind};
use crate::view::{CartLineView, CartPrice, CartView, LineProblem, WarningKind};

/// A cart without its lines.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct CartHeadBody {
    id: CartId,
    /// Number of the account.
    account: Option<String>,
    /// Whose cart it is.
    owner: String,
    name: Option<String>,
    state: CartState,
    /// Send it as `If-Match`.
    version: Version,
    purchase_order: Option<String>,
    cost_centre: Option<String>,
    project: Option<String>,
    ddt_reference: Option<String>,
    /// Code of the site that the goods go to; absent: none chosen yet, the account's default.
    ship_to: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    requested_date: Option<Date>,
    notes: Option<String>,
    /// The request that it waits for, or waited for last.
    approval_id: Option<ApprovalId>,
    order_id: Option<OrderId>,
    order_number: Option<String>,
    updated_at: Timestamp,
}

/// A cart in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct CartSummaryBody {
    #[serde(flatten)]
    head: CartHeadBody,
    line_count: i64,
}

/// A cart with what its lines cost now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct CartBody {
    #[serde(flatten)]
    head: CartHeadBody,
    lines: Vec<CartLineBody>,
    /// Of the lines that have a price.
    totals: Option<OrderTotals>,
    warnings: Vec<WarningBody>,
    /// What the person in effect may spend per order; absent: no limit.
    limit: Option<Money>,
    /// Present when submitting would wait for somebody's decision.
    approval_needed: Option<ApprovalNeededBody>,
    price_book_version: Version,
    /// Of everything that decides, and what was seen of it; a text to keep as it is. Sent back as `seen_digest` it makes sure that what was seen is what is submitted.
    digest: String,
}

/// A line of a cart.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct CartLineBody {
    id: CartLineId,
    /// 1 for the first line added.
    position: i32,
    sku: String,
    /// The account's own code.
    customer_sku: Option<String>,
    name: String,
    quantity: Quantity,
    unit_price: Option<UnitPrice>,
    list_price: Option<UnitPrice>,
    line_total: Option<Money>,
    source: Option<String>,
    tax_category: Option<String>,
    tax_rate: Option<Percent>,
    /// Free in stock now.
    available: Quantity,
    /// Missing in stock; it follows later, or stops the order, as the submission says.
    short: Quantity,
    lead_time_days: Option<u16>,
    cost_centre: Option<String>,
    added_by: String,
    note: Option<String>,
    /// Why the line cannot be ordered as it is.
    problem: Option<LineProblem>,
}

/// Something to know before submitting.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct WarningBody {
    kind: WarningKind,
    line_id: Option<CartLineId>,
}

/// Why submitting would wait.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ApprovalNeededBody {
    /// `person_limit` or `account_limit`.
    reason: String,
    /// Who may decide, in the order in which they are asked.
    approvers: Vec<String>,
}

/// What became of a line asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct VerdictBody {
    /// Line of the text or place in the request, from 1.
    row: usize,
    /// The code as it was asked.
    code: String,
    verdict: VerdictKind,
    sku: Option<String>,
    name: Option<String>,
    /// The quantity taken.
    quantity: Option<Quantity>,
    unit_price: Option<UnitPrice>,
    /// Codes that may have been meant.
    suggestions: Vec<String>,
    /// The line of the cart that holds it.
    line_id: Option<CartLineId>,
}

/// A cart and what became of each line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct AddedBody {
    pub cart: CartHeadBody,
    /// One per line asked, in the same order.
    pub results: Vec<VerdictBody>,
}

/// 409 `checkout.changed`: what is another now than the caller has seen. Read it, and repeat with the new digest.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ChangedProblemBody {
    #[serde(flatten)]
    problem: ProblemBody,
    /// By the cart's lines; empty when what was sent as `seen_digest` does not tell what was seen. With this code only.
    #[schema(required = false)]
    changes: Vec<Change>,
    /// What to send as `seen_digest` to agree to it. With this code only.
    #[schema(required = false)]
    digest: String,
}

/// A waiting cart beside what was submitted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct RecheckBody {
    /// With today's prices and stock.
    pub cart: CartBody,
    pub submitted: SnapshotBody,
    /// Empty when all is as it was submitted.
    pub changes: Vec<Change>,
    /// Send it back as `seen_digest`.
    pub digest: String,
}

/// What was submitted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct SnapshotBody {
    pub digest: String,
    pub lines: Vec<SubmittedLineBody>,
    pub totals: Option<OrderTotals>,
    pub partial: Partial,
}

/// A line as it was submitted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct SubmittedLineBody {
    pub sku: String,
    pub name: String,
    pub quantity: Quantity,
    pub unit_price: Option<UnitPrice>,
    pub line_total: Option<Money>,
    pub short: Quantity,
}

impl CartHeadBody {
    /// The account and site are named by what customers know them by.
    pub fn new(tenant: kernel::TenantId, desk: &Desk, cart: Cart) -> CartHeadBody {
        let card = desk.directory.card(tenant, cart.account);
        let site = cart.site.and_then(|site| card.as_ref()?.site_by_id(site).map(|site| site.code.clone()));
        CartHeadBody {
            id: cart.id,
            account: card.map(|card| card.account.number.clone()),
            owner: cart.owner_name,
            name: cart.name,
            state: cart.state,
            version: cart.version,
            purchase_order: cart.references.purchase_order,
            cost_centre: cart.references.cost_centre,
            project: cart.references.project,
            ddt_reference: cart.references.ddt_reference,
            ship_to: site,
            requested_date: cart.references.requested_date,
            notes: cart.references.notes,
            approval_id: cart.approval,
            order_id: cart.order,
            order_number: cart.order_number,
            updated_at: cart.updated_at,
        }
    }
}

impl CartSummaryBody {
    pub fn new(tenant: kernel::TenantId, desk: &Desk, summary: CartSummary) -> CartSummaryBody {
        CartSummaryBody { line_count: summary.line_count, head: CartHeadBody::new(tenant, desk, summary.cart) }
    }
}

impl CartBody {
    pub fn new(tenant: kernel::TenantId, desk: &Desk, view: CartView) -> CartBody {
        let needed = view
            .approval_needed
            .map(|needed| ApprovalNeededBody { reason: needed.reason.code().to_owned(), approvers: needed.approvers });
        let warning = |warning: &crate::Warning| WarningBody { kind: warning.kind, line_id: warning.line };
        CartBody {
            head: CartHeadBody::new(tenant, desk, view.cart),
            lines: view.lines.into_iter().map(CartLineBody::from).collect(),
            totals: view.totals,
            warnings: view.warnings.iter().map(warning).collect(),
            limit: view.limit,
            approval_needed: needed,
            price_book_version: view.price_book_version,
            digest: view.digest,
        }
    }
}

impl From<CartLineView> for CartLineBody {
    fn from(view: CartLineView) -> CartLineBody {
        let (unit_price, list_price, line_total, source, tax_category, tax_rate) = match view.price {
            Some(CartPrice { unit_price, list_price, line_total, source, tax_category, tax_rate, .. }) => {
                (Some(unit_price), list_price, Some(line_total), Some(source), Some(tax_category), Some(tax_rate))
            }
            None => (None, None, None, None, None, None),
        };
        CartLineBody {
            id: view.line.id,
            position: view.line.position,
            sku: view.sku,
            customer_sku: view.customer_sku.map(|code| code.to_string()),
            name: view.name,
            quantity: view.line.quantity,
            unit_price,
            list_price,
            line_total,
            source,
            tax_category,
            tax_rate,
            available: view.available,
            short: view.short,
            lead_time_days: view.lead_time_days,
            cost_centre: view.line.cost_centre,
            added_by: view.line.added_by,
            note: view.line.note,
            problem: view.problem,
        }
    }
}

impl From<LineVerdict> for VerdictBody {
    fn from(verdict: LineVerdict) -> VerdictBody {
        VerdictBody {
            row: verdict.row,
            code: verdict.code,
            verdict: verdict.kind,
            sku: verdict.sku,
            name: verdict.name,
            quantity: verdict.quantity,
            unit_price: verdict.unit_price,
            suggestions: verdict.suggestions,
            line_id: verdict.line,
        }
    }
}
