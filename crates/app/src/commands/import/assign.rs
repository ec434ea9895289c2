//! Whom the price lists of an import are for: a list that is for nobody prices nothing.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use kernel::{Action, Ctx};
use pricing::Assignee;
use store::Store;

/// Whom lists are to be for, as it is typed: `everyone`, `group:CODE` or `account:NUMBER`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssignTo {
    Everyone,
    /// By the group's code.
    Group(String),
    /// By the account's number.
    Account(String),
}

impl FromStr for AssignTo {
    type Err = String;

    fn from_str(text: &str) -> Result<AssignTo, String> {
        match text.split_once(':') {
            None if text == "everyone" => Ok(AssignTo::Everyone),
            Some(("group", code)) if !code.is_empty() => Ok(AssignTo::Group(code.to_owned())),
            Some(("account", number)) if !number.is_empty() => Ok(AssignTo::Account(number.to_owned())),
            _ => Err("say everyone, group:CODE or account:NUMBER".to_owned()),
        }
    }
}

impl fmt::Display for AssignTo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AssignTo::Everyone => formatter.write_str("everyone"),
            AssignTo::Group(code) => write!(formatter, "group:{code}"),
            AssignTo::Account(number) => write!(formatter, "account:{number}"),
        }
    }
}

/// Finds who is named, so that a slip is told before a file is read and not after.
pub async fn found(store: &Store, ctx: &Ctx, wanted: &[AssignTo]) -> Result<Vec<Assignee>> {
    let mut found = Vec::with_capacity(wanted.len());
    for one in wanted {
        found.push(match one {
            AssignTo::Everyone => Assignee::Everyone,
            AssignTo::Group(code) => {
                let groups = accounts::list_groups(ctx, store.reader()).await?;
                if groups.iter().all(|group| group.code != *code) {
                    let known: Vec<&str> = groups.iter().map(|group| group.code.as_str()).collect();
                    bail!("there is no account group `{code}`; there are: {}", known.join(", "));
                }
                Assignee::Group(code.clone())
            }
            AssignTo::Account(number) => {
                let reached = accounts::account_at(ctx, store.reader(), number, Action::AccountRead).await;
                let (account, _) = reached.with_context(|| format!("the account `{number}`"))?;
                Assignee::Account(account.id)
            }
        });
    }
    Ok(found)
}

/// What is told of lists that are for nobody.
pub fn warning(nobodys: &[String]) -> Option<String> {
    let (lists, verb) = match nobodys {
        [] => return None,
        [one] => (format!("price list {one}"), "is"),
        several => (format!("price lists {}", several.join(", ")), "are"),
    };
    Some(format!(
        "{lists} {verb} for nobody, so that nobody gets these prices yet: import the file again with --assign everyone, \
         --assign group:CODE or --assign account:NUMBER, or assign them under Price lists in the back office"
    ))
}

#[cfg(test)]
mod tests {
    use super::AssignTo;

    #[test]
    fn whom_a_list_is_for_reads_as_it_is_written() {
        for text in ["everyone", "group:RETAIL", "account:C-1001", "account:a:b"] {
            assert_eq!(text.parse::<AssignTo>().unwrap().to_string(), text);
        }
        for wrong in ["", "all", "group", "group:", "account:", "everyone:", "person:1"] {
            assert!(wrong.parse::<AssignTo>().is_err(), "{wrong}");
        }
    }
}
