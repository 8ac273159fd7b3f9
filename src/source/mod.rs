//! Where bytes come from: files, directories, standard input. It frames: one [`Input`] a document or record.

use std::io::Read;
use std::path::Path;

use crate::model::{Input, Locator};

/// Reads one file whole, or standard input for `-`.
///
/// # Errors
/// What the operating system says.
pub fn read(path: &Path) -> std::io::Result<Input> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(path)?;
    }
    Ok(Input {
        locator: Locator {
            path: path.to_path_buf(),
            record: None,
        },
        bytes,
        format: None,
    })
}
