//! Mock passports.
pub mod mrz;
