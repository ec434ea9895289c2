//! The seller's side: pages of the back office. (Its author: the back office person; see the contract.)
