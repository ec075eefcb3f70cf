pragma circom 2.1.6;

include "age.circom";
include "commitment.circom";
include "country.circom";
include "date.circom";
include "lean_imt.circom";
include "mrz.circom";
include "ofac.circom";
include "reveal.circom";
include "sparse_tree.circom";

// Only passports: attestation id 1.
template AttestationIsPassport() {
    signal input attestation_id;
    attestation_id === 1;
}

// What the holder of a registered passport discloses. README.md has the inputs, the public signals and their order, which
// is the order of the outputs and then of the public inputs as they are declared here.
template Disclose(tree_levels, countries, ofac_levels) {
    signal output revealedData_packed[3];
    signal output forbidden_countries_list_packed[4];
    signal output nullifier;

    signal input secret;
    signal input attestation_id;
    signal input dg1[93];
    signal input e_content_hash;
    signal input dsc_tree_leaf;
    signal input merkle_root;
    signal input leaf_depth;
    signal input path[tree_levels];
    signal input siblings[tree_levels];

    signal input selector_dg1[88];
    signal input majority[2];
    signal input selector_older_than;
    signal input current_date[6];
    signal input forbidden_countries_list[3 * countries];

    signal input ofac_passportno_smt_root;
    signal input ofac_passportno_closest_key;
    signal input ofac_passportno_depth;
    signal input ofac_passportno_siblings[ofac_levels];
    signal input ofac_namedob_smt_root;
    signal input ofac_namedob_closest_key;
    signal input ofac_namedob_depth;
    signal input ofac_namedob_siblings[ofac_levels];
    signal input ofac_nameyob_smt_root;
    signal input ofac_nameyob_closest_key;
    signal input ofac_nameyob_depth;
    signal input ofac_nameyob_siblings[ofac_levels];
    signal input selector_ofac;

    signal input scope;
    signal input user_identifier;

    // The passport is one that was registered.
    AttestationIsPassport()(attestation_id);
    component document = PassportDg1();
    document.dg1 <== dg1;
    signal commitment <== Commitment()(secret, attestation_id, dg1, e_content_hash, dsc_tree_leaf);
    CommitmentInTree(tree_levels)(commitment, merkle_root, leaf_depth, path, siblings);

    // It is still good.
    component today = CurrentDate();
    today.digits <== current_date;
    component not_expired = NotExpired();
    not_expired.yy <== today.yy;
    not_expired.mm <== today.mm;
    not_expired.dd <== today.dd;
    for (var i = 0; i < 6; i++) {
        not_expired.expiry_bits[i] <== document.bits[MRZ_EXPIRY_DATE() + i];
    }

    // Its issuing state is not listed.
    CountryListBytes(3 * countries)(forbidden_countries_list);
    component not_listed = CountryNotListed(countries);
    not_listed.list <== forbidden_countries_list;
    for (var i = 0; i < 3; i++) {
        not_listed.state[i] <== document.mrz[MRZ_ISSUING_STATE() + i];
    }
    forbidden_countries_list_packed <== Pack(3 * countries)(forbidden_countries_list);

    // The holder's age.
    component old_enough = IsOldEnough();
    old_enough.age <== Majority()(majority);
    old_enough.yy <== today.yy;
    old_enough.mm <== today.mm;
    old_enough.dd <== today.dd;
    for (var i = 0; i < 6; i++) {
        old_enough.birth_bits[i] <== document.bits[MRZ_BIRTH_DATE() + i];
    }

    // The OFAC lists.
    component keys = OfacKeys();
    keys.mrz <== document.mrz;
    signal number_clear <== NotInSparseTree(ofac_levels)(
        keys.number_key, ofac_passportno_smt_root, ofac_passportno_closest_key, ofac_passportno_depth, ofac_passportno_siblings
    );
    signal name_dob_clear <== NotInSparseTree(ofac_levels)(
        keys.name_dob_key, ofac_namedob_smt_root, ofac_namedob_closest_key, ofac_namedob_depth, ofac_namedob_siblings
    );
    signal name_yob_clear <== NotInSparseTree(ofac_levels)(
        keys.name_yob_key, ofac_nameyob_smt_root, ofac_nameyob_closest_key, ofac_nameyob_depth, ofac_nameyob_siblings
    );

    // What is shown.
    revealedData_packed <== Reveal()(
        document.mrz, selector_dg1, majority, old_enough.out, selector_older_than,
        [number_clear, name_dob_clear, name_yob_clear], selector_ofac
    );
    nullifier <== Nullifier()(secret, scope);

    // A public signal that stands in no constraint would not be bound to the proof.
    signal bound <== user_identifier * user_identifier;
}

component main { public [
    attestation_id, merkle_root, current_date,
    ofac_passportno_smt_root, ofac_namedob_smt_root, ofac_nameyob_smt_root,
    scope, user_identifier
] } = Disclose(33, 40, 64);
