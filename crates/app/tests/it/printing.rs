//! Commands that print, read by somebody who does not read to the end.

use std::process::{Command, Stdio};

#[test]
fn whoever_stops_reading_hears_no_complaint() {
    let folder = tempfile::tempdir().unwrap();
    let commands: [&[&str]; 6] = [
        &["openapi"],
        &["asyncapi"],
        &["config", "schema"],
        &["config", "show"],
        &["migrate"],
        &["import", "prices", "--fields"],
    ];
    for arguments in commands {
        let mut child = Command::new(env!("CARGO_BIN_EXE_fondaco"))
            .args(arguments)
            .args(["--data-dir".as_ref(), folder.path().as_os_str()])
            .current_dir(folder.path())
            .env_remove("FONDACO_CONFIG")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // As `head` does, only at once: whatever is written now meets a closed pipe.
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let complaint = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success() && complaint.is_empty(), "{arguments:?}: {} {complaint}", ended.status);
    }
}
