pragma circom 2.1.6;

include "circomlib/circuits/poseidon.circom";
include "bytes.circom";

// The identity commitment of a registered passport:
// poseidon5(secret, attestation_id, H(dg1), H(eContent digest), dsc_tree_leaf), where H(dg1) = poseidon3 of 31 bytes each.
template Commitment() {
    signal input secret;
    signal input attestation_id;
    signal input dg1[93];
    signal input e_content_hash;
    signal input dsc_tree_leaf;
    signal output out;

    signal dg1_hash <== Poseidon(3)(Pack(93)(dg1));
    out <== Poseidon(5)([secret, attestation_id, dg1_hash, e_content_hash, dsc_tree_leaf]);
}

// Always the same for one secret in one scope, and unlinkable between scopes.
template Nullifier() {
    signal input secret;
    signal input scope;
    signal output out <== Poseidon(2)([secret, scope]);
}
