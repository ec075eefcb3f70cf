//! The two-letter country codes that X.509 names carry (ICAO Doc 9303-12, section 7.1.1.1).

use egate_protocol::Country;

/// MRZ codes that have a two-letter code, sorted. Sources: ISO 3166-1 as in Debian's iso-codes, with `D<<` for Germany, and
/// ICAO Doc 9303-3, eighth edition, section 5, parts A to C and G, for RKS, EUE, UNA, UNO and UTO.
#[rustfmt::skip]
const ALPHA_2: [([u8; 3], &str); 254] = [
    (*b"ABW", "AW"), (*b"AFG", "AF"), (*b"AGO", "AO"), (*b"AIA", "AI"), (*b"ALA", "AX"), (*b"ALB", "AL"),
    (*b"AND", "AD"), (*b"ARE", "AE"), (*b"ARG", "AR"), (*b"ARM", "AM"), (*b"ASM", "AS"), (*b"ATA", "AQ"),
    (*b"ATF", "TF"), (*b"ATG", "AG"), (*b"AUS", "AU"), (*b"AUT", "AT"), (*b"AZE", "AZ"), (*b"BDI", "BI"),
    (*b"BEL", "BE"), (*b"BEN", "BJ"), (*b"BES", "BQ"), (*b"BFA", "BF"), (*b"BGD", "BD"), (*b"BGR", "BG"),
    (*b"BHR", "BH"), (*b"BHS", "BS"), (*b"BIH", "BA"), (*b"BLM", "BL"), (*b"BLR", "BY"), (*b"BLZ", "BZ"),
    (*b"BMU", "BM"), (*b"BOL", "BO"), (*b"BRA", "BR"), (*b"BRB", "BB"), (*b"BRN", "BN"), (*b"BTN", "BT"),
    (*b"BVT", "BV"), (*b"BWA", "BW"), (*b"CAF", "CF"), (*b"CAN", "CA"), (*b"CCK", "CC"), (*b"CHE", "CH"),
    (*b"CHL", "CL"), (*b"CHN", "CN"), (*b"CIV", "CI"), (*b"CMR", "CM"), (*b"COD", "CD"), (*b"COG", "CG"),
    (*b"COK", "CK"), (*b"COL", "CO"), (*b"COM", "KM"), (*b"CPV", "CV"), (*b"CRI", "CR"), (*b"CUB", "CU"),
    (*b"CUW", "CW"), (*b"CXR", "CX"), (*b"CYM", "KY"), (*b"CYP", "CY"), (*b"CZE", "CZ"), (*b"D<<", "DE"),
    (*b"DJI", "DJ"), (*b"DMA", "DM"), (*b"DNK", "DK"), (*b"DOM", "DO"), (*b"DZA", "DZ"), (*b"ECU", "EC"),
    (*b"EGY", "EG"), (*b"ERI", "ER"), (*b"ESH", "EH"), (*b"ESP", "ES"), (*b"EST", "EE"), (*b"ETH", "ET"),
    (*b"EUE", "EU"), (*b"FIN", "FI"), (*b"FJI", "FJ"), (*b"FLK", "FK"), (*b"FRA", "FR"), (*b"FRO", "FO"),
    (*b"FSM", "FM"), (*b"GAB", "GA"), (*b"GBR", "GB"), (*b"GEO", "GE"), (*b"GGY", "GG"), (*b"GHA", "GH"),
    (*b"GIB", "GI"), (*b"GIN", "GN"), (*b"GLP", "GP"), (*b"GMB", "GM"), (*b"GNB", "GW"), (*b"GNQ", "GQ"),
    (*b"GRC", "GR"), (*b"GRD", "GD"), (*b"GRL", "GL"), (*b"GTM", "GT"), (*b"GUF", "GF"), (*b"GUM", "GU"),
    (*b"GUY", "GY"), (*b"HKG", "HK"), (*b"HMD", "HM"), (*b"HND", "HN"), (*b"HRV", "HR"), (*b"HTI", "HT"),
    (*b"HUN", "HU"), (*b"IDN", "ID"), (*b"IMN", "IM"), (*b"IND", "IN"), (*b"IOT", "IO"), (*b"IRL", "IE"),
    (*b"IRN", "IR"), (*b"IRQ", "IQ"), (*b"ISL", "IS"), (*b"ISR", "IL"), (*b"ITA", "IT"), (*b"JAM", "JM"),
    (*b"JEY", "JE"), (*b"JOR", "JO"), (*b"JPN", "JP"), (*b"KAZ", "KZ"), (*b"KEN", "KE"), (*b"KGZ", "KG"),
    (*b"KHM", "KH"), (*b"KIR", "KI"), (*b"KNA", "KN"), (*b"KOR", "KR"), (*b"KWT", "KW"), (*b"LAO", "LA"),
    (*b"LBN", "LB"), (*b"LBR", "LR"), (*b"LBY", "LY"), (*b"LCA", "LC"), (*b"LIE", "LI"), (*b"LKA", "LK"),
    (*b"LSO", "LS"), (*b"LTU", "LT"), (*b"LUX", "LU"), (*b"LVA", "LV"), (*b"MAC", "MO"), (*b"MAF", "MF"),
    (*b"MAR", "MA"), (*b"MCO", "MC"), (*b"MDA", "MD"), (*b"MDG", "MG"), (*b"MDV", "MV"), (*b"MEX", "MX"),
    (*b"MHL", "MH"), (*b"MKD", "MK"), (*b"MLI", "ML"), (*b"MLT", "MT"), (*b"MMR", "MM"), (*b"MNE", "ME"),
    (*b"MNG", "MN"), (*b"MNP", "MP"), (*b"MOZ", "MZ"), (*b"MRT", "MR"), (*b"MSR", "MS"), (*b"MTQ", "MQ"),
    (*b"MUS", "MU"), (*b"MWI", "MW"), (*b"MYS", "MY"), (*b"MYT", "YT"), (*b"NAM", "NA"), (*b"NCL", "NC"),
    (*b"NER", "NE"), (*b"NFK", "NF"), (*b"NGA", "NG"), (*b"NIC", "NI"), (*b"NIU", "NU"), (*b"NLD", "NL"),
    (*b"NOR", "NO"), (*b"NPL", "NP"), (*b"NRU", "NR"), (*b"NZL", "NZ"), (*b"OMN", "OM"), (*b"PAK", "PK"),
    (*b"PAN", "PA"), (*b"PCN", "PN"), (*b"PER", "PE"), (*b"PHL", "PH"), (*b"PLW", "PW"), (*b"PNG", "PG"),
    (*b"POL", "PL"), (*b"PRI", "PR"), (*b"PRK", "KP"), (*b"PRT", "PT"), (*b"PRY", "PY"), (*b"PSE", "PS"),
    (*b"PYF", "PF"), (*b"QAT", "QA"), (*b"REU", "RE"), (*b"RKS", "KS"), (*b"ROU", "RO"), (*b"RUS", "RU"),
    (*b"RWA", "RW"), (*b"SAU", "SA"), (*b"SDN", "SD"), (*b"SEN", "SN"), (*b"SGP", "SG"), (*b"SGS", "GS"),
    (*b"SHN", "SH"), (*b"SJM", "SJ"), (*b"SLB", "SB"), (*b"SLE", "SL"), (*b"SLV", "SV"), (*b"SMR", "SM"),
    (*b"SOM", "SO"), (*b"SPM", "PM"), (*b"SRB", "RS"), (*b"SSD", "SS"), (*b"STP", "ST"), (*b"SUR", "SR"),
    (*b"SVK", "SK"), (*b"SVN", "SI"), (*b"SWE", "SE"), (*b"SWZ", "SZ"), (*b"SXM", "SX"), (*b"SYC", "SC"),
    (*b"SYR", "SY"), (*b"TCA", "TC"), (*b"TCD", "TD"), (*b"TGO", "TG"), (*b"THA", "TH"), (*b"TJK", "TJ"),
    (*b"TKL", "TK"), (*b"TKM", "TM"), (*b"TLS", "TL"), (*b"TON", "TO"), (*b"TTO", "TT"), (*b"TUN", "TN"),
    (*b"TUR", "TR"), (*b"TUV", "TV"), (*b"TWN", "TW"), (*b"TZA", "TZ"), (*b"UGA", "UG"), (*b"UKR", "UA"),
    (*b"UMI", "UM"), (*b"UNA", "UN"), (*b"UNO", "UN"), (*b"URY", "UY"), (*b"USA", "US"), (*b"UTO", "UT"),
    (*b"UZB", "UZ"), (*b"VAT", "VA"), (*b"VCT", "VC"), (*b"VEN", "VE"), (*b"VGB", "VG"), (*b"VIR", "VI"),
    (*b"VNM", "VN"), (*b"VUT", "VU"), (*b"WLF", "WF"), (*b"WSM", "WS"), (*b"YEM", "YE"), (*b"ZAF", "ZA"),
    (*b"ZMB", "ZM"), (*b"ZWE", "ZW"),
];

/// The two-letter code of `country`. `None` for codes that neither ISO nor ICAO gives one: most international
/// organisations, and kinds of nationality such as GBN and XXA.
pub(super) fn alpha2(country: Country) -> Option<&'static str> {
    let index = ALPHA_2.binary_search_by_key(&country.mrz(), |(code, _)| *code).ok()?;
    ALPHA_2.get(index).map(|(_, alpha2)| *alpha2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_code_is_a_known_country() {
        assert!(ALPHA_2.is_sorted_by(|a, b| a.0 < b.0));
        for (code, alpha2) in ALPHA_2 {
            let known = Country::from_alpha3(std::str::from_utf8(&code).unwrap()).unwrap();
            assert_eq!(known.mrz(), code);
            assert!(alpha2.len() == 2 && alpha2.bytes().all(|byte| byte.is_ascii_uppercase()));
        }
    }

    #[test]
    fn states_have_a_code_and_most_organisations_do_not() {
        for (code, expected) in
            [("FRA", "FR"), ("DEU", "DE"), ("ZWE", "ZW"), ("ABW", "AW"), ("UNO", "UN"), ("UTO", "UT")]
        {
            assert_eq!(alpha2(Country::from_alpha3(code).unwrap()), Some(expected));
        }
        for code in ["XOM", "XPO", "GBN", "XXA", "UNK"] {
            assert_eq!(alpha2(Country::from_alpha3(code).unwrap()), None);
        }
    }
}
