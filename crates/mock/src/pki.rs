//! x
mod alpha2;
