pragma circom 2.1.6;

include "bits.circom";
include "tree.circom";

// The commitment is a leaf of the LeanIMT with this root. path and siblings are leaf first; a LeanIMT leaves out the levels
// where the node has no sibling, so the depth is the length of this leaf's path, not the height of the tree.
//
// The depth is the prover's to choose. An inner node cannot pose as a commitment, nor a leaf as an inner node: an inner node is
// poseidon2 of two, a commitment poseidon5 of five elements, which are different permutations, so that one value as
// both is a collision. Therefore a path that ends in the root with a commitment at its start is a path of the tree.
template CommitmentInTree(levels) {
    signal input commitment;
    signal input root;
    signal input depth;
    signal input path[levels];
    signal input siblings[levels];

    signal active[levels] <== ActiveLevels(levels)(depth);
    signal nodes[levels + 1];
    nodes[0] <== commitment;
    for (var i = 0; i < levels; i++) {
        Boolean()(path[i]);
        nodes[i + 1] <== TreeLevel()(nodes[i], siblings[i], path[i], active[i]);
    }
    nodes[levels] === root;
}
