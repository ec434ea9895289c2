//! `fondaco check`: what must always hold, room by room.

use std::process::ExitCode;

use anyhow::Result;

use super::ready_store;
use super::say::say;
use crate::house::House;
use crate::reactor;
use crate::settings::Settings;

/// Prints what does not hold; exit 1 when there is anything.
pub async fn run(settings: Settings) -> Result<ExitCode> {
    let store = ready_store(&settings).await?;
    let mut broken = Vec::new();
    broken.extend(accounts::check(&store).await?);
    broken.extend(catalog::check(&store).await?);
    broken.extend(pricing::check(&store).await?);
    broken.extend(inventory::check(&store).await?);
    broken.extend(orders::check(&store).await?);
    broken.extend(checkout::check(&store).await?);
    broken.extend(approvals::check(&store).await?);
    broken.extend(notifications::check(&store).await?);
    broken.extend(store::check(&store, &[reactor::CONSUMER]).await?);
    let house = House::build(settings, store).await?;
    house.load().await?;
    broken.extend(house.finder.check(&house.ground.store).await?);
    for line in &broken {
        say(line)?;
    }
    if broken.is_empty() {
        say("everything holds")?;
        return Ok(ExitCode::SUCCESS);
    }
    say(format!("{} things do not hold", broken.len()))?;
    Ok(ExitCode::FAILURE)
}
