//! The service around a desk instead of a batch verifier: one that waits, breaks and remembers as a test wants it.

mod broken;
mod deadlines;
mod desk;
mod figures;
mod overload;
mod shutdown;
mod start;
mod tenants;
mod windows;
