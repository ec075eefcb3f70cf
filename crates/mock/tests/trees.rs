//! The trees give the roots and paths of the npm packages of the field: `trees/values.json`, made by `trees/make.mjs`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "a test")]

use egate_groth16::{Fr, parse_scalar_decimal};
use egate_mock::passport::OfacStatus;
use egate_mock::registry::{Evidence, List, OfacKeys, Registration, commitments};
use egate_mock::tree::{Imt, LeanImt, MerklePath, Smt, SparsePath};
use serde::Deserialize;

#[derive(Deserialize)]
struct Values {
    leaves: Vec<String>,
    lean: Vec<Tree>,
    imt: Vec<Tree>,
    sparse: Vec<Sparse>,
    documents: Vec<Document>,
}

#[derive(Deserialize)]
struct Tree {
    root: String,
    paths: Vec<Path>,
}

#[derive(Deserialize)]
struct Path {
    bits: Vec<u8>,
    siblings: Vec<String>,
}

#[derive(Deserialize)]
struct Sparse {
    keys: Vec<String>,
    roots: Vec<String>,
    proofs: Vec<SparseProof>,
}

#[derive(Deserialize)]
struct SparseProof {
    key: String,
    member: bool,
    closest: String,
    siblings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    dg1: String,
    csca_tbs: String,
    dsc_tbs: String,
    e_content_digest: String,
    signed_attributes_digest: String,
    secret: String,
    csca_leaf: String,
    dsc_leaf: String,
    e_content_hash: String,
    commitment: String,
    nullifier: String,
    number: String,
    name_dob: String,
    name_yob: String,
}

fn values() -> Values {
    serde_json::from_str(include_str!("trees/values.json")).unwrap()
}

fn number(text: &str) -> Fr {
    parse_scalar_decimal(text).unwrap()
}

fn numbers(texts: &[String]) -> Vec<Fr> {
    texts.iter().map(|text| number(text)).collect()
}

impl Path {
    fn read(&self) -> MerklePath {
        MerklePath { bits: self.bits.iter().map(|bit| *bit == 1).collect(), siblings: numbers(&self.siblings) }
    }
}

#[test]
fn lean_trees_of_1_to_20_leaves() {
    let (values, mut grown) = (values(), LeanImt::new(33));
    let leaves = numbers(&values.leaves);
    assert_eq!(values.lean.len(), 20);
    let mut paths = 0;
    for (index, expected) in values.lean.iter().enumerate() {
        assert_eq!(grown.insert(leaves[index]), Ok(index));
        let built = LeanImt::from_leaves(33, leaves[..=index].to_vec()).unwrap();
        for tree in [&grown, &built] {
            assert_eq!(tree.root(), Some(number(&expected.root)), "{} leaves", index + 1);
            for (at, path) in expected.paths.iter().enumerate() {
                let path = path.read();
                assert_eq!(tree.path(at).as_ref(), Some(&path), "leaf {at} of {}", index + 1);
                assert_eq!(path.root(leaves[at]).ok(), tree.root());
                paths += 1;
            }
            // No path is missing a test: whatever the tree gives leads to its root.
            for (at, leaf) in tree.leaves().iter().enumerate() {
                assert_eq!(tree.path(at).unwrap().root(*leaf).ok(), tree.root());
            }
            assert_eq!(tree.path(index + 1), None);
        }
    }
    assert_eq!(paths, 2 * 52);
}

#[test]
fn trees_of_fixed_depth_of_0_to_20_leaves() {
    let (values, mut tree) = (values(), Imt::new().unwrap());
    let leaves = numbers(&values.leaves);
    assert_eq!(values.imt.len(), 21);
    for (count, expected) in values.imt.iter().enumerate() {
        if let Some(before) = count.checked_sub(1) {
            assert_eq!(tree.insert(leaves[before]), Ok(before));
        }
        assert_eq!(tree.root(), number(&expected.root), "{count} leaves");
        let built = Imt::from_leaves(leaves[..count].to_vec()).unwrap();
        assert_eq!(built.root(), tree.root(), "{count} leaves");
        assert!((0..=count).all(|at| built.path(at) == tree.path(at)), "{count} leaves");
        for (at, path) in expected.paths.iter().enumerate() {
            assert_eq!(tree.path(at), Some(path.read()), "leaf {at} of {count}");
            assert_eq!(path.read().root(leaves[at]), Ok(tree.root()));
        }
        assert_eq!(tree.path(count), None);
    }
}

#[test]
fn sparse_trees_and_their_proofs_of_presence_and_absence() {
    let (mut present, mut absent, mut at_nothing) = (0, 0, 0);
    for case in &values().sparse {
        let keys = numbers(&case.keys);
        let mut tree = Smt::new();
        assert_eq!(tree.root(), number(&case.roots[0]));
        for (key, root) in keys.iter().zip(&case.roots[1..]) {
            assert_eq!(tree.insert(*key), Ok(true));
            assert_eq!(tree.root(), number(root));
        }
        let built = Smt::from_keys(keys.iter().copied()).unwrap();
        assert_eq!(built.root(), tree.root());
        for proof in &case.proofs {
            let (key, closest) = (number(&proof.key), number(&proof.closest));
            let expected = SparsePath {
                closest: (closest != Fr::from(0u64)).then_some(closest),
                siblings: numbers(&proof.siblings),
            };
            for tree in [&tree, &built] {
                assert_eq!(tree.path(key), expected, "key {key}");
                assert_eq!(tree.contains(key), proof.member, "key {key}");
            }
            assert_eq!(expected.root(key), Ok(tree.root()), "key {key}");
            if proof.member {
                present += 1
            } else {
                absent += 1
            }
            at_nothing += usize::from(expected.closest.is_none());
        }
    }
    assert_eq!((present, absent, at_nothing), (51, 37, 12));
}

#[test]
fn what_a_registration_computes_from_a_document() {
    let documents = values().documents;
    assert_eq!(documents.len(), 4);
    for document in &documents {
        let bytes = |text: &str| hex::decode(text).unwrap();
        let dg1 = bytes(&document.dg1).try_into().unwrap();
        let (csca_tbs, dsc_tbs) = (bytes(&document.csca_tbs), bytes(&document.dsc_tbs));
        let (e_content_digest, signed_attributes_digest) =
            (bytes(&document.e_content_digest), bytes(&document.signed_attributes_digest));
        let evidence = Evidence {
            dg1: &dg1,
            e_content_digest: &e_content_digest,
            signed_attributes_digest: &signed_attributes_digest,
            dsc_tbs: &dsc_tbs,
            csca_tbs: &csca_tbs,
        };
        let (number_key, name_dob, name_yob) =
            (number(&document.number), number(&document.name_dob), number(&document.name_yob));
        let listed = [
            (OfacStatus::Clear, None),
            (OfacStatus::Number, Some((List::Number, number_key))),
            (OfacStatus::NameDob, Some((List::NameDob, name_dob))),
            (OfacStatus::NameYob, Some((List::NameYob, name_yob))),
        ];
        for (status, listed) in listed {
            let expected = Registration {
                csca_leaf: number(&document.csca_leaf),
                dsc_leaf: number(&document.dsc_leaf),
                commitment: number(&document.commitment),
                nullifier: number(&document.nullifier),
                listed,
            };
            assert_eq!(Registration::new(&evidence, number(&document.secret), status), Ok(expected));
        }
        assert_eq!(OfacKeys::of(&dg1), Ok(OfacKeys { number: number_key, name_dob, name_yob }));
        assert_eq!(commitments::e_content_hash(&e_content_digest), Ok(number(&document.e_content_hash)));
    }
}
