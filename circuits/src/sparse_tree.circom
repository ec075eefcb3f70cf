pragma circom 2.1.6;

include "circomlib/circuits/comparators.circom";
include "bits.circom";
include "tree.circom";

// 1 if the key is proven absent from the sparse tree with this root, otherwise 0: a bad proof has a witness, it proves nothing.
//
// The tree is that of @openpassport/zk-kit-smt, cut off at `levels`: empty is 0, a leaf poseidon3(entry, 1, 1) stands at the
// first place on its entry's path that no other entry shares, an inner node is poseidon2(left, right), and the path from the
// root is the entry's bits from the lowest. An entry is a key's lowest `levels` bits, as a number: so the published lists
// have it. A list whose entries are whole keys has the same paths, and is taken too: neither form of the key's own entry
// may be what the prover shows. The proof is what lies at the end of the key's path at some depth: nothing (closest_key = 0),
// or the leaf of another entry. siblings are root first.
//
// Why it holds, for a root of a tree that was built so, and for a key which is in it:
// - The path is the key's own, by its canonical bits, not the other entry's: the prover has no second path to walk.
// - At each depth down to the key's leaf there stands an inner node, and there its leaf; both are bound by the root. So what
//   the prover shows would have to be equal to one of them. 0 is the hash of nothing; an inner node cannot pose as a leaf,
//   for poseidon2 and poseidon3 are different permutations; and the key's own leaf is refused in both forms.
// - Deeper than its leaf there is nothing to show: the leaf would have to be a poseidon2 of two children.
// So the depth is free, and need be told only once: the active levels are those above it, without a gap.
// No other key than 0 is lost by "0 means nothing": a key is a Poseidon hash.
// Two keys with the same lowest bits are one entry; whoever is hit by that gets 0, never a wrong 1.
template NotInSparseTree(levels) {
    signal input key;
    signal input root;
    signal input closest_key;
    signal input depth;
    signal input siblings[levels];
    signal output out;

    signal bits[254] <== CanonicalBits()(key);
    signal active[levels] <== ActiveLevels(levels)(depth);

    signal leaf <== Poseidon(3)([closest_key, 1, 1]);
    signal nothing <== IsZero()(closest_key);
    signal nodes[levels + 1];
    nodes[levels] <== leaf * (1 - nothing);
    for (var i = levels - 1; i >= 0; i--) {
        nodes[i] <== TreeLevel()(nodes[i + 1], siblings[i], bits[i], active[i]);
    }

    var entry = 0;
    for (var i = 0; i < levels; i++) {
        entry += bits[i] * (1 << i);
    }
    // One product is 0 as soon as closest_key is either form of the key's own entry.
    signal is_own <== IsZero()((closest_key - key) * (closest_key - entry));
    signal same_root <== IsEqual()([nodes[0], root]);
    out <== same_root * (1 - is_own);
}
