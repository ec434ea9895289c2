//! The registry of jobs: which function runs which kind.

use anyhow::{Result, bail};
use kernel::Ctx;
use store::Job;

use crate::house::House;
use crate::reactor;

/// Runs one job; an error brings it back later.
pub async fn run(house: &House, ctx: &Ctx, job: &Job) -> Result<()> {
    match job.kind.as_str() {
        notifications::MAIL_JOB => {
            notifications::send_mail(&house.ground.store, &house.mailer, &house.letters, ctx, job).await?;
            Ok(())
        }
        reactor::FACT_JOB => reactor::react_again(house, ctx, job).await,
        other => bail!("no such job: {other}"),
    }
}
