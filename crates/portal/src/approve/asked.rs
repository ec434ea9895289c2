//! What narrows a list of approval requests, the customer's and the seller's: text, amounts, requester, state.

use approvals::{ApprovalFilter, ApprovalState};
use kernel::{Currency, Locale, Money};

use crate::frame::{Visit, plain_decimal};
use crate::part::form::{Choice, Field, FieldKind};
use crate::part::table::Filters;

/// Every state that can be asked for, besides those that wait: what stands in the address.
const STATES: [&str; 4] = ["approved", "rejected", "withdrawn", "all"];

/// What a person asked for, as it was typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct ApprovalsAsked {
    pub text: String,
    /// Empty: those that wait.
    pub state: String,
    pub from: String,
    pub to: String,
    /// Id of a person.
    pub requester: String,
    /// Ids and names of those who may be chosen; no choice when there are none.
    pub requesters: Vec<(String, String)>,
}

impl ApprovalsAsked {
    pub(crate) fn of(visit: &Visit, requesters: Vec<(String, String)>) -> ApprovalsAsked {
        let parameter = |name: &str| visit.parameter(name).unwrap_or_default().trim().chars().take(200).collect::<String>();
        ApprovalsAsked {
            text: parameter("q"),
            state: Some(parameter("state")).filter(|state| state != "pending").unwrap_or_default(),
            from: parameter("from"),
            to: parameter("to"),
            requester: parameter("requester"),
            requesters,
        }
    }

    /// What the room is asked for. What cannot be read asks for nothing here: [`Self::filters`] tells it, and such a list
    /// shows nothing.
    pub(crate) fn filter(&self, currency: Currency, locale: Locale) -> ApprovalFilter {
        let amount = |text: &str| amount(text, currency, locale).ok().flatten();
        ApprovalFilter {
            state: match self.state.as_str() {
                "" => Some(ApprovalState::Pending),
                other => ApprovalState::parse(other),
            },
            requester: self.requester.parse().ok(),
            text: Some(self.text.clone()).filter(|text| !text.is_empty()),
            least: amount(&self.from),
            most: amount(&self.to),
            ..ApprovalFilter::default()
        }
    }

    /// The form of the filters. The state goes along unseen: tabs choose it.
    pub(crate) fn filters(&self, action: &str, locale: Locale) -> Filters {
        let wrong = |text: &str| amount(text, Currency::EUR, locale).is_err();
        let typed = |name: &str, label: &str, text: &str| {
            let field = Field::new(FieldKind::Decimal, name, label).value(text);
            if wrong(text) { field.wrong("not_decimal") } else { field }
        };
        let states = STATES.map(|state| Choice::keyed(state, "approval-which")).to_vec();
        let state = Field { options: states, ..Field::new(FieldKind::Hidden, "state", "approval-which") };
        let mut choices = vec![state.value(self.state.clone())];
        if !self.requesters.is_empty() || !self.requester.is_empty() {
            let people = self.requesters.iter().map(|(id, name)| Choice::named(id, name));
            let people = std::iter::once(Choice::keyed("", "approval-all-requesters")).chain(people).collect();
            choices.push(Field::select("requester", "approval-requester", people).value(self.requester.clone()));
        }
        choices.push(typed("from", "approval-amount-from", &self.from));
        choices.push(typed("to", "approval-amount-to", &self.to));
        Filters { action: action.to_owned(), search: Some(self.text.clone()), choices, chips: Vec::new() }
    }
}

fn amount(text: &str, currency: Currency, locale: Locale) -> Result<Option<Money>, kernel::AmountError> {
    if text.is_empty() {
        return Ok(None);
    }
    Money::parse(&plain_decimal(text, locale), currency).map(Some)
}
