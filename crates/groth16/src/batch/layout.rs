//! Which items share what: keys, and the fixed points of G2 by their value.

use std::collections::HashMap;
use std::sync::Arc;

use ark_bn254::G2Affine;
use egate_bn254::Lines;

use super::Item;
use crate::verify::PreparedKey;

/// The distinct keys of a batch and the distinct points of G2 in them.
pub(super) struct Layout<'a> {
    pub(super) keys: Vec<KeyPlaces<'a>>,
    /// The key of each item, as an index into `keys`.
    pub(super) key_of: Vec<usize>,
    /// The lines of the negated points, each point once however many keys have it, in whatever role.
    pub(super) fixed: Vec<&'a Lines>,
}

/// A key, and where its points stand in [`Layout::fixed`].
pub(super) struct KeyPlaces<'a> {
    pub(super) key: &'a PreparedKey,
    pub(super) beta: usize,
    pub(super) gamma: usize,
    pub(super) delta: usize,
}

impl<'a> Layout<'a> {
    pub(super) fn new(items: &[&'a Item]) -> Self {
        let mut layout = Self { keys: Vec::new(), key_of: Vec::with_capacity(items.len()), fixed: Vec::new() };
        let mut by_value: HashMap<G2Affine, usize> = HashMap::new();
        let mut by_address: HashMap<*const PreparedKey, usize> = HashMap::new();
        // Neighbours often share a key, and comparing an address is quicker than looking it up.
        let mut last = None;
        for item in items {
            let address = Arc::as_ptr(&item.key);
            if let Some((last, index)) = last
                && last == address
            {
                layout.key_of.push(index);
                continue;
            }
            let index = *by_address.entry(address).or_insert_with(|| {
                let mut place = |point: &G2Affine, lines: &'a Lines| {
                    *by_value.entry(*point).or_insert_with(|| {
                        layout.fixed.push(lines);
                        layout.fixed.len() - 1
                    })
                };
                let key: &PreparedKey = &item.key;
                let [beta, gamma, delta] = key.negated_lines();
                layout.keys.push(KeyPlaces {
                    beta: place(key.key().beta_g2(), beta),
                    gamma: place(key.key().gamma_g2(), gamma),
                    delta: place(key.key().delta_g2(), delta),
                    key,
                });
                layout.keys.len() - 1
            });
            layout.key_of.push(index);
            last = Some((address, index));
        }
        layout
    }
}
