//! Trees of plain files and of others.

use super::*;

/// Files that are read in one pass; the tree must be that of the whole parser.
const PLAIN: [&str; 13] = [
    "<a/>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<a>\r\n</a >\n",
    " <!-- a - b --> <a b='1' c = \"2\"/>",
    "<a b='1'\n c=\"&lt;2&amp;3&apos;&quot;&gt;\"><b/> <c>x > y</c>\n<d> <!-- d --> </d></a>",
    "<x:a xmlns:x='urn:x' x:b='1' b='2'><x:b/><c x:d='é'/></x:a>",
    "<a xmlns='urn:a'><b xmlns='urn:b' c='d'><!----></b>text<c></c>text</a>",
    "<a><b><c/></b><b><c><d/></c></b></a>",
    "<a><b xmlns:x='urn:x'><x:c/></b><b/></a>",
    "<a b=''>\n\nélan</a>\n",
    "<a b=\"'\" c='\"'/>",
    "<A.B-c _d='e'/>",
    "<a b='1&#xD;&#xA;2&#xA;&#xA;3&#xD;'/>",
    "<a><!-- x -->y</a>",
];

/// Files that are not; some are well-formed, and some are not.
const OTHER: [&str; 46] = [
    "",
    "a",
    "<a>",
    "<a></b>",
    "<a/><b/>",
    "<a/>b",
    "<a/> <!-- b -->",
    "<!DOCTYPE a><a/>",
    "<a b='1' b='2'/>",
    "<a b='1'c='2'/>",
    "<a b/>",
    "<a b=1/>",
    "<a b='1/>",
    "<a b='<'/>",
    "<a b='&c;'/>",
    "<a b='& '/>",
    "<a b='&amp'/>",
    "<a b='&#65;'/>",
    "<a b='1\n2'/>",
    "<a b='1\t2'/>",
    "<a>&amp;</a>",
    "<a>&b;</a>",
    "<a>]]></a>",
    "<a>b\r\nc</a>",
    "<a><![CDATA[b]]></a>",
    "<a>b<![CDATA[c]]></a>",
    "<a><?b c?></a>",
    "<a><!-- b -- c --></a>",
    "<a><!-- b ---></a>",
    "<a><!-- b </a>",
    "<a>\u{1}</a>",
    "<a b='\u{ffff}'/>",
    "<x:a/>",
    "<xmlns:a/>",
    "<a x:b='1'/>",
    "<a><b xmlns:x='urn:x'/><x:c/></a>",
    "<a xmlns:x='urn:x' xmlns:x='urn:y'/>",
    "<a xmlns:x='urn:x' xmlns:y='urn:x' x:b='1' y:b='2'/>",
    "<a xmlns:x=''/>",
    "<a xmlns:xml='urn:x'/>",
    "<a xml:lang='en' b='1'/>",
    "<élan b='1'/>",
    "<a:b:c/>",
    "<:a/>",
    "<1a/>",
    "<a / >",
];

#[test]
fn plain_files_are_read_as_the_whole_parser_reads_them() {
    for text in PLAIN {
        let spaced = text.contains(" = ");
        let read = Reader::read(text);
        assert_eq!(read.is_none(), spaced, "{text}");
        if let Some(read) = read {
            assert_eq!(read, Tree::read_any(text).unwrap(), "{text}");
        }
    }
}

#[test]
fn doubtful_files_are_left_to_the_whole_parser() {
    for text in OTHER {
        assert_eq!(Reader::read(text), None, "{text}");
        let read = Tree::read(text);
        assert_eq!(read.is_ok(), Document::parse(text).is_ok(), "{text}");
    }
    let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
    assert_eq!(Reader::read(&deep), None);
    assert_eq!(Tree::read(&deep).unwrap().elements.len(), 100);
}

#[test]
fn elements_hold_what_is_in_them() {
    let tree = Tree::read("<a><b c='1'/> <d>e<f g='2' h='3'/></d></a>").unwrap();
    let names: Vec<_> = tree.root().elements().map(|node| (node.name(), node.start())).collect();
    assert_eq!(names, [("b", 3), ("d", 14)]);
    let d = tree.root().elements().nth(1).unwrap();
    assert_eq!((d.text(), d.is_filled(), d.attribute("g")), (Some("e"), true, None));
    let f = d.elements().next().unwrap();
    assert_eq!((f.attribute("h"), f.attribute("c"), f.is_filled()), (Some("3"), None, false));
}
