//! What must always hold of the house as a whole, and the story through its front doors.

mod house_rules;
