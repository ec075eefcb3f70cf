//! The known three-letter codes.

/// ISO 3166-1 alpha-3, the 249 officially assigned codes, sorted. Source: the list in the crate `rust_iso3166` 0.2.0, which
/// was refreshed from Debian's iso-codes 4.20.1 (January 2026). The crate itself is not used: it brings subdivisions, hash
/// tables and a C library target for what is one column here.
#[rustfmt::skip]
const ISO_3166_1: [&str; 249] = [
    "ABW", "AFG", "AGO", "AIA", "ALA", "ALB", "AND", "ARE", "ARG", "ARM", "ASM", "ATA", "ATF", "ATG",
    "AUS", "AUT", "AZE", "BDI", "BEL", "BEN", "BES", "BFA", "BGD", "BGR", "BHR", "BHS", "BIH", "BLM",
    "BLR", "BLZ", "BMU", "BOL", "BRA", "BRB", "BRN", "BTN", "BVT", "BWA", "CAF", "CAN", "CCK", "CHE",
    "CHL", "CHN", "CIV", "CMR", "COD", "COG", "COK", "COL", "COM", "CPV", "CRI", "CUB", "CUW", "CXR",
    "CYM", "CYP", "CZE", "DEU", "DJI", "DMA", "DNK", "DOM", "DZA", "ECU", "EGY", "ERI", "ESH", "ESP",
    "EST", "ETH", "FIN", "FJI", "FLK", "FRA", "FRO", "FSM", "GAB", "GBR", "GEO", "GGY", "GHA", "GIB",
    "GIN", "GLP", "GMB", "GNB", "GNQ", "GRC", "GRD", "GRL", "GTM", "GUF", "GUM", "GUY", "HKG", "HMD",
    "HND", "HRV", "HTI", "HUN", "IDN", "IMN", "IND", "IOT", "IRL", "IRN", "IRQ", "ISL", "ISR", "ITA",
    "JAM", "JEY", "JOR", "JPN", "KAZ", "KEN", "KGZ", "KHM", "KIR", "KNA", "KOR", "KWT", "LAO", "LBN",
    "LBR", "LBY", "LCA", "LIE", "LKA", "LSO", "LTU", "LUX", "LVA", "MAC", "MAF", "MAR", "MCO", "MDA",
    "MDG", "MDV", "MEX", "MHL", "MKD", "MLI", "MLT", "MMR", "MNE", "MNG", "MNP", "MOZ", "MRT", "MSR",
    "MTQ", "MUS", "MWI", "MYS", "MYT", "NAM", "NCL", "NER", "NFK", "NGA", "NIC", "NIU", "NLD", "NOR",
    "NPL", "NRU", "NZL", "OMN", "PAK", "PAN", "PCN", "PER", "PHL", "PLW", "PNG", "POL", "PRI", "PRK",
    "PRT", "PRY", "PSE", "PYF", "QAT", "REU", "ROU", "RUS", "RWA", "SAU", "SDN", "SEN", "SGP", "SGS",
    "SHN", "SJM", "SLB", "SLE", "SLV", "SMR", "SOM", "SPM", "SRB", "SSD", "STP", "SUR", "SVK", "SVN",
    "SWE", "SWZ", "SXM", "SYC", "SYR", "TCA", "TCD", "TGO", "THA", "TJK", "TKL", "TKM", "TLS", "TON",
    "TTO", "TUN", "TUR", "TUV", "TWN", "TZA", "UGA", "UKR", "UMI", "URY", "USA", "UZB", "VAT", "VCT",
    "VEN", "VGB", "VIR", "VNM", "VUT", "WLF", "WSM", "YEM", "ZAF", "ZMB", "ZWE",
];

/// Codes that documents bear beyond ISO 3166-1, sorted. Source: ICAO Doc 9303-3, eighth edition, section 5:
/// British nationals other than citizens (GBD, GBN, GBO, GBP, GBS), the European Union (EUE), the United Nations (UNA, UNK,
/// UNO), other issuing authorities (X..: African Development Bank XBA, Caricom XCC, Council of Europe XCE, Comesa XCO,
/// Southern African Development Community XDC, Ecowas XEC, Eastern Caribbean States XES, Afreximbank XIM, Parliamentary
/// Assembly of the Mediterranean XMP, Order of Malta XOM, Interpol XPO), persons without a nationality (stateless XXA,
/// refugees XXB and XXC, unspecified XXX) and the specimens' Utopia (UTO). RKS is not in the document: it is what the
/// passports of Kosovo bear.
#[rustfmt::skip]
const ICAO_9303_3: [&str; 26] = [
    "EUE", "GBD", "GBN", "GBO", "GBP", "GBS", "RKS", "UNA", "UNK", "UNO", "UTO", "XBA", "XCC", "XCE",
    "XCO", "XDC", "XEC", "XES", "XIM", "XMP", "XOM", "XPO", "XXA", "XXB", "XXC", "XXX",
];

/// Whether `code` is one of the known codes, Germany's `DEU` included.
pub(super) fn is_known(code: &str) -> bool {
    ISO_3166_1.binary_search(&code).is_ok() || ICAO_9303_3.binary_search(&code).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_three_capital_letters_and_disjoint() {
        for table in [ISO_3166_1.as_slice(), &ICAO_9303_3] {
            assert!(table.is_sorted_by(|a, b| a < b));
            assert!(table.iter().all(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())));
        }
        assert!(ICAO_9303_3.iter().all(|code| ISO_3166_1.binary_search(code).is_err()));
    }

    #[test]
    fn withdrawn_and_reserved_codes_are_not_known() {
        for code in ["ANT", "SCG", "YUG", "ROM", "ZAR", "SUN", "XXZ", "AAA"] {
            assert!(!is_known(code), "{code}");
        }
    }
}
