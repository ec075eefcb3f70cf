pragma circom 2.1.6;

include "circomlib/circuits/poseidon.circom";

// One level of a binary tree, upwards: poseidon2 of node and sibling, the node on the right if right = 1.
// A level that is not active copies the node. The caller has checked that right and active are 0 or 1.
template TreeLevel() {
    signal input node;
    signal input sibling;
    signal input right;
    signal input active;
    signal output out;

    signal swap <== right * (sibling - node);
    signal parent <== Poseidon(2)([node + swap, sibling - swap]);
    out <== node + active * (parent - node);
}
