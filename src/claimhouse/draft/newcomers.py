"""Names in a document that no register has: firms, products, branches. They are rows to choose from; a draft keeps those it uses.

In Latin letters a name is a run of words with capitals that stands inside a sentence, or that begins one with a word that the document
writes nowhere in small letters. In Chinese it is what a clause begins with, up to a year, a verb or a metric.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from claimhouse.documents.periods import MONTH
from claimhouse.draft.names import folded, words_of
from claimhouse.draft.phrases_zh import GROUP
from claimhouse.draft.registers import INITIAL, Book, is_research_firm, legal_forms, vocabulary, wordings
from claimhouse.grammar import periods

CAPITAL = rf"(?:[a-z]{{1,3}}(?=[A-Z][A-Z]))?{INITIAL}[A-Za-z0-9À-ɏ&-]*(?:\.(?=[a-z]))?[a-z]*"
PHRASE = re.compile(
    rf"\b{CAPITAL}(?:[’']s\b|(?:\s+(?:(?:of|de|du|&|van|von)\s+)?{CAPITAL}(?:\s\d+(?:\.\d+)?(?![\d%.,]|\s(?:per\s?cent|million|billion|thousand|basis|points?)))?){{0,7}}(?:[’']s\b)?)"
)
OPENS = re.compile(r"(?:^|[.!?:;•*#|“”\"(\[]\s*|[-–—]\s+|[。！？；]\s*)$")
SMALL = re.compile(r"\b[a-z]{2,}\b")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")  # writes names in small letters
ROLE = re.compile(
    r"\s*,?\s*(?:\w+\s+){0,3}(?:chief|officer|president|chair|chairman|chairwoman|director|analyst|economist|strategist|manager|founder|ceo|cfo|vp"
    r"|partner|minister|governor|spokes(?:man|woman|person))\b",
    re.IGNORECASE,
)
OF_PERSON = re.compile(  # what stands before the name of a person
    r"\b(?:C[EFOT]O|[Oo]fficer|[Pp]resident|[Cc]hair(?:man|woman)?|[Ss]ecretary|[Mm]inister|[Gg]overnor|[Ss]enator|[Aa]nalyst|[Ee]conomist"
    r"|[Ss]trategist|[Ss]pokes(?:man|woman|person)|[Ff]ounder|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)\s+(?:[‘'“\"]?[A-Z][\w.’'”\"-]*\s+){0,3}$"
)
NO_NAME = re.compile(
    r"\S+-[a-z]\S*|[A-Z]{2,}s|(?:EBITDA?|EPS|ROE|ROI|ARR|MAU|DAU|GMV|GDP|CPI|PMI|CAGR|NPA|NIM|PAT|PBT|ROA|IFRS|IAS|GAAP)\d*"
    r"|Directors|Board|Committee|Shareholders|Measures|Statements|Rs|INR|USD|EUR|GBP"
)  # "AI-driven", "LLMs", "EBITDA1"; organs of a firm are the firm
CITED = re.compile(
    r"\b(?:according to|sources?:|(?:data|figures) from|(?:analysts?|director|president|manager|economist) at"
    r"|survey (?:by|of|from)|reports? (?:by|from|of)"
    r"|(?:published|results|research) by)\s*(?:\w+\s+){0,5}$",
    re.IGNORECASE,
)
CITES = re.compile(r"\s*(?:says|said|estimates|predicts|projects|forecasts|research shows|data shows?|analysts|clients)\b", re.IGNORECASE)
RESEARCHES = re.compile(  # a firm whose trade is figures of others: "the research firm Norvane", "technology researcher Norvane"
    r"\b(?:researchers?|(?:research|analyst|advisory|polling|data|ratings?)\s+(?:firm|house|company|group|agency|rival))\s+$", re.IGNORECASE
)
SAID = re.compile(r"(?:\bsaid|\bsays|\badded|\bMr\.?|\bMs\.?|\bMrs\.?|\bDr\.?|\bby analysts?)\s*$", re.IGNORECASE)
BASED = re.compile(r"[A-Z][\w.]*-(?:based|headquartered|listed|backed|owned|led|born)")
ACTS = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,|[’']s\b|(?:(?:too|also|still|now|again)\s+)?(?:\w+ed|reports|says|expects|employs|plans|owns|holds|operates|sells|makes|ships|serves|has|had|was|is|will|could|may|would|led|held|made|sold|saw|grew|rose|fell|lost|cut|won|took|:)\b)"
)
VERB = re.compile(  # what a firm does that is named there: "HP, the number one vendor, shipped"
    r"(?:,\s+(?:an?|the|which|who|with|now|also|its|still)\b[^,.;:]{2,60},)?\s+(?:(?:also|still|again|all|both|each)\s+)?(?:reported|posted|shipped|recorded|followed|ranked|held|led|saw|maintained|remained|retained|captured|overtook|took"
    r"|announced|expects|delivered|achieved|gained|lost|grew|rose|fell|surged|jumped|declined|sold|earned|came|climbed|slipped|dropped|topped"
    r"|(?:was|were|is|came|comes)\s+(?:in\s+)?(?:the\s+)?(?:second|third|fourth|fifth|sixth|next|last|number|no\.)|rounded|placed|finished|completed|occupied|claimed|secured|commanded|controlled|accounted|represented|dipped|soared)\b"
)
FOLLOWED = re.compile(r"\b(?:followed by|ahead of|overtaking|overtook|behind)\s+$", re.IGNORECASE)
ONE = r"[A-Z][\w&-]+(?:[’']s\b)?"
LISTED = re.compile(rf"{ONE}(?:,\s+{ONE})+,?\s+and\s+{ONE}|{ONE}(?:,\s+{ONE}){{2,}}|{ONE}\s+and\s+{ONE}")
AT_FIRM = re.compile(  # "Sales at Norvane"
    r"\b(?:sales|revenues?|turnover|profits?|earnings|margins?|prices|growth|shoppers|customers|(?:shopper|customer)\s+numbers)\s+at\s+$",
    re.IGNORECASE,
)
FEASTS = ("Christmas", "Easter", "Thanksgiving")
ACRONYM = re.compile(r"(?!(?:PC|TV|AI|US|UK|EU|UN|IT|EV|CEO|CFO|COO|GPU|CPU|NPU|SSD|HBM|IPO|ETF|ESG|PPI)\b)[A-Z]{2,3}")
NO_FIRM = re.compile(  # newswires, offices of people, "JPY Billion"
    r"[a-z]{3} (?:thousand|million|billion|trillion)s?|bank|government|authority|agency|office|ministry|"
    r"(?:business|globe|pr)\s?(?:news)?wire|accesswire"
    r"|.*\b(?:VP|Analyst|Director|President|Officer|Manager|Chairman|Economist)\b.*"
    r"|(?:.*\s)?(?:index|rate|ratio|report|release|outlook|survey|snapshot|margin|income|profit|tax|expenses?|development|statements?|selling"
    r"|marketing|engineering|administrative|press release|tracker|statistics|monitor|database|quarterly|monthly)",
    re.IGNORECASE,
)
STATE = re.compile(r",\s+(?:[A-Z]{2}\b|[A-Z][a-z]{2,5}\.)")  # "KEARNEY, NE"
PLACE = re.compile(r"\b(?:in|near|across|throughout|outside|inside)\s+(?:the\s+)?$", re.IGNORECASE)
DATELINE = re.compile(  # "OSLO, April 9, 2024 -", "TROY, Mich., March 12 -"
    r"[A-Z][A-Za-z. ]{2,30},\s+(?:(?:[A-Z][a-z]{1,8}\.?,?\s+)?[^.]{0,40}?\d{4}\s*(?:\([^)]*\)\s*)?(?:[-–—]|[.:]\s)"
    rf"|(?:[A-Z][A-Za-z.]{{1,9}},\s+)?(?i:{MONTH})\.?\s+\d{{1,2}}\s*(?:\([^)]*\)\s*|/[^/]*/\s*)?[-–—])"
)
NEW = re.compile(r"New (?:Zealand|York|Jersey|Mexico|Hampshire|Orleans|Delhi|South|England|Caledonia|Guinea|Brunswick)\b")
SERIES = re.compile(r"(?:Series|Round|Class|Phase|Chapter|Section|Table|Figure|Note|Item|Form|Part|Appendix)\b")
CLAUSES_ZH = re.compile(r"[^，,。；;：:！？!?\n、（）()|｜丨【】《》“”]+")
SAYS_ZH = re.compile(r"表示|认为|指出|称|说|回应|介绍|强调|由|有|了|共|时")
CONJUNCTION_ZH = re.compile(r"^(?:其中|此外|同时|另外|目前|而|但|且|并)(?=[\u4e00-\u9fff]{3}|[A-Za-z])")
TAIL_ZH = re.compile(r"(?:此次|本次|自身|方面|本季|本季度|整体|旗下|今年|去年|目前|此前|当前|则)+$")  # behind a name
SKIPPED_ZH = re.compile(
    r"^(?:预计|上半年|下半年|报告期|其中|此外|同时|另外|目前|今年|去年|而|但|且|并|和|及|与|从|据|截至|预计|按|分|在|对|随着|由于|该|其|投后|投前|单|多|各|每|调查|主要|累计|当前|已有|有|不|使|因此|尽管|虽然|如果|归属|归母|同期|环比|同比|营收格局|第[一二三四]季|连续|[两三四五]年|国家$|以来|无疑|尤其|甚至|一定程度|这|那些|它|他|她|为何|如今|现阶段|根据|按照|依据|从而|即使|除了|众所|值得|需要|自此|此后|相比|加上|包括|公开|盘中|同日|当日|以及|另据|[二两三四]者|数据|归属|以上|上述|此次|本次|对此|整体|总体|总的|一系列|一是|二是|三是|四是|五是)"
)
CHAR_ZH = r"(?:(?!业)[\u4e00-\u9fff])"
INDUSTRY_ZH = re.compile(  # a class of industries whose name is itself a list: "酒、饮料和精制茶制造业"
    rf"(?<![\u4e00-\u9fff、]){CHAR_ZH}{{1,8}}(?:、{CHAR_ZH}{{1,8}})*[和及]{CHAR_ZH}{{2,10}}业(?=利润|增加值|营业收入|投资|产量|实现|同比|增长|下降)"
)
WHOLE_ZH = re.compile(r"^(?:当季|当期|当月|当年|本季度?|本期|本月|今年|去年|全年|全省|全市|全国|全区|全县|全球|国内|我国|我省|我市)")
GENERIC_ZH = re.compile(  # what many texts speak of and no one thing
    r"公司|本公司|股份|有限|股份有限公司|有限公司|集团|(?:全)?行业|生产|经营|效益|数据|市场(?:集中度)?|出口|进口|消费|需求|供给|价格|主营业务|企业|研究会|协会|机构|报告|政策|经济|整体|总体|产销|内外销|国民经济|增幅|增速|降幅|业务|合计|优化|产成品"
)
PART_ZH = re.compile(  # what a Chinese document of a firm has figures of: its parts and other firms
    r"(?:业务|板块|分部|事业部|产品|系列|品牌|地区|公司|集团|科技|(?<!能源)(?<!电动)(?<!商用)(?<!用)汽车)$"
)
AGENT_ZH = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,8}?)以\s*\d")
PART_OF_YEAR_ZH = re.compile(r"[上下]半年|[一二三四]季度|前三季度|全年")
FIRM_ZH = re.compile(
    r"(?:公司|集团|科技|股份|智能|机器人|银行|证券|汽车|电子|能源|软件|网络|医药|生物|半导体|通信|电气|控股|传媒|实业|研究院|大学)$"
)
MEASURE_ZH = re.compile(r"(?:率|比|值|额|量|人口|性别|结构|均值|自然)$")  # ends what is measured
UNIONS = (
    "Euro area",
    "Eurozone",
    "Advanced economies",
    "Emerging economies",
    "Emerging market economies",
    "Developing countries",
)  # places that texts write without capitals
AMOUNT = re.compile(r"\d[\d.,]*\s?(?:[kmb]n?|bps|pp|x)?", re.IGNORECASE)  # no name: "264M"
MOST = 400  # newcomers of a document


def newcomers(book: Book, texts: list[str], subject: str, headings: Iterable[str] = ()) -> list[str]:
    """Proposes the names of the texts that no register has as subjects; their ids. `subject` is whom the document is about, `headings` are
    those of the texts that are such."""
    may_be = {"company": PART_ZH.search, "country": GROUP.fullmatch}.get(
        book.rows["subjects"].get(subject, {}).get("subject_type", ""), bool
    )
    called = book.rows["subjects"].get(subject, {}).get("name", "")
    own = {called + form for form in ("汽车", "集团", "公司", "科技")}  # the firm of the document itself
    names = [*latin(book, texts, subject, headings), *(one for one in chinese(book, texts) if may_be(one) and one not in own)][:MOST]
    firsts = Counter(name.split()[0] for name in names)
    found = []
    if is_bulletin(texts):  # places are whom it speaks of: "in the EU", "in the euro area"
        rows = book.rows["geographies"]
        named = {match.ids[0] for text in texts for match in book.names["geographies"].find(text)}
        for place in sorted(named):
            id = book.propose("subjects", {"name": rows[place]["name"], "subject_type": "country"}, "a place of the text", exact=True)
            found.append(id)
            called = [
                row["wording"] for row in wordings("countries") if row["name"] == rows[place]["name"] and not row["wording"].isascii()
            ]
            for alias in (place.replace("_", " "), *book.called("geographies", place), *called):
                book.names["subjects"].add(alias, id, exact=True)
        lands = {
            one.ids[0] for text in texts for one in vocabulary("countries", "name").find(text) if called_place(text[one.start : one.end])
        }
        lands |= {name for name in UNIONS if any(name.lower() in text.lower() for text in texts)}
        names = [*names, *sorted(name for name in lands - set(names) if not book.names["subjects"].whole(name))]
    for name in names:
        kind = "company" if name.isascii() or FIRM_ZH.search(name) or vocabulary("firms_zh").whole(name) else "segment"
        kind = "country" if name in UNIONS or vocabulary("countries").whole(name) else kind
        id = book.propose("subjects", {"name": name, "subject_type": kind, "parent_subject_id": ""}, "named in the text", exact=True)
        found.append(id)
        for row in wordings("countries") if kind == "country" else ():
            if row["name"] == name and is_of_nation(row["wording"]):  # "English prices" are those of England
                book.names["subjects"].add(row["wording"], id, exact=True)
        short = name.split()[0]
        if short == name or len(short) < 4 or firsts[short] > 1 or not is_free(book, short) or vocabulary("adjectives").whole(short):
            continue
        if not any(is_beside(short, name, text) or re.search(rf"\b[Tt]he {re.escape(name)}\b(?! Group| Company)", text) for text in texts):
            book.names["subjects"].add(short, id, proper=True, exact=True)
    return found


def is_beside(short: str, name: str, text: str) -> bool:
    """Whether a text speaks of the first word of a name as of another thing before: "Norvane kept its place, though Norvane Watch fell"."""
    at = text.find(name)
    return at > 0 and re.search(rf"\b{re.escape(short)}\b(?!\s+[A-Z&])", text[:at]) is not None


def is_of_nation(name: str) -> bool:
    """Whether a name ends with the adjective of a country: "English", "South Korean"."""
    last = name.split()[-1]
    return bool(vocabulary("countries").whole(last)) and not called_place(last) and not called_place(name)


def called_place(wording: str) -> bool:
    """Whether a wording of a country names it and is no adjective: "India", "UK", "Viet Nam"."""
    names = {row["name"].lower() for row in wordings("countries")}
    parts = " " in wording and bool(vocabulary("countries").whole(wording)) and not wording.lower().endswith(("an", "ese"))
    return wording.lower() in names or parts or len(wording.replace(".", "")) < 4 and wording != "us"


def is_free(book: Book, name: str) -> bool:
    """Whether no register knows the name as something else."""
    known = (book.names[register].whole(name) for register in ("subjects", "metrics", "geographies", "cited_sources", "scopes", "units"))
    measures = [match for match in vocabulary("heads_en").find(name) if match.end == len(name)]  # "UK Trade", "Market Share"
    plain = all(any(vocabulary(kind).whole(word) for kind in ("generic_en", "sectors", "openers", "adjectives")) for word in name.split())
    bodies = [match for match in vocabulary("publishers", "public").find(name) if "yes" in match.ids]
    body = any(match.start == 0 or match.end == len(name) for match in bodies) and " " in name  # "Ministry of Trade"
    return (
        not any(known)
        and not AMOUNT.fullmatch(name)
        and not body
        and not is_research_firm(name)
        and not is_of_nation(name)
        and not measures
        and not plain
        and not vocabulary("adjectives").whole(name)
        and not vocabulary("corporate").whole(name)
    )


def latin(book: Book, texts: list[str], subject: str, headings: Iterable[str] = ()) -> list[str]:
    """Names in Latin letters; none that `headings` alone have: "Key Points"."""
    land = is_bulletin(texts)
    of_firm = book.rows["subjects"].get(subject, {}).get("subject_type") == "company"
    small = {word for text in texts for word in SMALL.findall(ADDRESS.sub(" ", text))}
    inside: Counter = Counter()  # how often a name stands inside a sentence
    opening: Counter = Counter()
    agents: Counter = Counter()  # how often it begins a sentence or owns something
    people: set[str] = set()
    places: Counter = Counter()
    cited: Counter = Counter()
    researchers: set[str] = set()
    for text in texts:
        titled = is_titled(text)
        dated = [(span.start, span.end) for span in periods(text)]
        for match in PHRASE.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in dated):
                continue
            opens = OPENS.search(text[: match.start()]) is not None
            if opens and DATELINE.match(text[match.start() :]):
                continue
            name, cut = stripped(re.sub(r"[’']s$", "", match[0]), small, opens)
            acts = VERB.match(text[match.end() :]) is not None
            if not name and acts and ACRONYM.fullmatch(match[0]) and is_free(book, match[0]):
                name = match[0]  # "HP shipped 13.5 million units"
            if RESEARCHES.search(text[: match.start()]):
                researchers |= {name, match[0]}
            cited[name] += CITED.search(text[: match.start()]) is not None or CITES.match(text[match.end() :]) is not None
            if not name or titled or NO_FIRM.fullmatch(name) or STATE.match(text[match.end() :]):
                continue
            acts = acts or AT_FIRM.search(text[: match.start()]) is not None and match[0].split()[0] not in FEASTS
            acts = acts or FOLLOWED.search(text[: match.start()]) is not None or is_described(text[: match.start()])
            role = OF_PERSON.search(text[: match.start()]) or OF_PERSON.search(f"{match[0].rpartition(' ')[0]} ")  # "President Ada Tern"
            owns = acts or match[0].endswith(("'s", "’s"))  # "The firm said Norvane's share rose"
            said = SAID.search(text[: match.start()])
            if role or ROLE.match(text[match.end() :]) or said and not (owns and said[0].rstrip() == "said"):
                people |= {name, name.split()[-1]} if role else {name}
            if text in headings:
                continue
            places[name] += PLACE.search(text[: match.start()]) is not None
            (opening if opens and not cut else inside)[name] += 1
            agents[name] += acts or opens and ACTS.match(text[match.end() :]) is not None or match[0].endswith(("'s", "’s"))
        for listed in LISTED.finditer(text):  # "Vanguard, Tower, Nexchip, and PSMC followed": all are what one of them is
            names = [re.sub(r"[’']s$", "", name) for name in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", listed[0])]
            if VERB.match(text[listed.end() :]) or any(agents[name] or book.names["subjects"].whole(name) for name in names):
                for name in names:
                    if not NO_NAME.fullmatch(name) and not vocabulary("openers").whole(name):
                        inside[name] += not (inside[name] or opening[name])
                        agents[name] += 1
    found = []
    for name, count in (inside + opening).most_common():
        one = " " not in name  # acts or owns somewhere, and is no word of the language of the document
        if one and not inside[name] and name.endswith(("s", "ly")) and not name.isupper():  # "Exports fell", "Conversely, imports"
            continue
        if of_firm and not (agents[name] and inside[name]):  # "Currency contributed", "the Capital Return Policy"
            continue
        certain = (agents[name] or land and places[name]) and name.lower() not in small if one else True
        placed = 0 if land else places[name]  # a bulletin speaks of places
        if (
            certain
            and count > max(placed, 2 * cited[name] - 1)
            and name not in people | researchers
            and is_free(book, name)
            and not book.names["subjects"].whole(
                re.sub(
                    rf"\s+(?:{legal_forms()}|SA|NV|Group|Holdings?|Company)\.?$",
                    "",
                    name,
                )
            )
            and not holds_known(book, name, subject)
        ):
            found.append(name)
    return found


def is_described(before: str) -> bool:
    """Whether the word before a name says what kind of firm it is: "the battery maker | Norvane"."""
    word = re.search(r"\b([a-z][a-z-]+)\s+$", before)
    return word is not None and (word[1] == "unit" or folded(word[1]) in {folded(row["wording"]) for row in wordings("kinds_of_firms")})


def is_bulletin(texts: list[str]) -> bool:
    """Whether a statistics office speaks at the beginning of the texts."""
    return any(vocabulary("offices").find(text[:600]) for text in texts[:8])


def holds_known(book: Book, name: str, subject: str) -> bool:
    """Whether a name is made of one that a register has, but for the subject of the document: "Grok MAU", "Alibaba Qwen3"."""
    return any(match.ids != (subject,) for register in ("subjects", "metrics") for match in book.names[register].find(name))


def is_titled(text: str) -> bool:
    """Whether a text writes capitals as a title does, and no sentence."""
    words = [word for word in re.findall(r"\b[A-Za-z]{4,}", text)]
    return len(words) > 2 and not re.search(r"[.!?]\W*$", text) and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def stripped(name: str, small: Iterable[str], opens: bool) -> tuple[str, bool]:
    """A name without words before it that are none of it, and whether there were such."""
    words, cut = name.split(), False
    if len(words) > 1 and (opens and re.fullmatch(r"[A-Z][a-z]+(?:ed|ing)", words[0]) or BASED.fullmatch(words[0])):
        words, cut = words[1:], True
    while (
        words
        and not NEW.match(" ".join(words))
        and (opens and words[0].lower() in small or vocabulary("adjectives").whole(words[0]) or vocabulary("openers").whole(words[0]))
    ):
        words, cut = words[1:], True
    while words and (words[0] in ("of", "de", "&") or vocabulary("adjectives").whole(words[-1])):
        words = words[1:] if words[0] in ("of", "de", "&") else words[:-1]
    while len(words) > 1 and words[-1].isdigit() and words[-2].lower() in small:  # "Dimension 2"
        words = words[:-2]
    text = " ".join(words)
    alone = len(words) == 1 and (len(text) < 3 or text.isupper() and len(text) < 4 or vocabulary("corporate").whole(text))
    return ("", cut) if alone or SERIES.match(text) or any(map(NO_NAME.fullmatch, words)) or re.fullmatch(r"[\W\d]*", text) else (text, cut)


def chinese(book: Book, texts: list[str]) -> list[str]:
    """What clauses begin with: up to a year, a verb, or the name of a metric."""
    found: Counter = Counter()
    doubted: Counter = Counter()  # how often a name only speaks, or what follows may be part of a longer word: "无理由"
    for text in texts:
        firms = dict.fromkeys(text[match.start : match.end] for match in vocabulary("firms_zh").find(text))
        found.update(name for name in firms if is_free(book, name))
        found.update(match[0] for match in INDUSTRY_ZH.finditer(text) if is_free(book, match[0]))
        for clause in CLAUSES_ZH.findall(text):
            clause = CONJUNCTION_ZH.sub("", clause.strip(" -·•*#"))
            if not re.match(r"[\u4e00-\u9fff]|[A-Za-z]{2,12}[以\u4e00-\u9fff]", clause):
                continue
            if agent := AGENT_ZH.match(clause):  # "比亚迪以3712亿元"
                name = TAIL_ZH.sub("", agent[1])
                found[name] += is_name_zh(book, name)
                continue
            ends = [match.start for match in vocabulary("verbs_zh").find(clause) if match.start > 1 or clause[match.start] != "为"]  # 华为
            ends += [match.start for match in book.names["metrics"].find(clause)]
            heads = [
                match.start
                for match in vocabulary("heads_zh").find(clause)
                if match.start > 2
                or match.start
                and not re.search(r"成本|费用|支出|收入|利润", clause[match.start : match.end])  # 研发费用 is one thing
            ]
            ends += heads
            ends += [match.start() for match in re.finditer(r"\d", clause)]
            ends += [span.start for span in periods(clause) if span.start > 1]  # "南方精工上半年"
            ends += [match.start() for match in PART_OF_YEAR_ZH.finditer(clause) if match.start() > 1]
            opening = clause[: min(ends)].strip() if ends else ""
            for name in re.split(r"[和与及]", opening) if "分别" in clause else [opening]:  # else "信息安全产品和服务" is one
                name = TAIL_ZH.sub("", WHOLE_ZH.sub("", name.removesuffix("以")))
                if 2 <= len(name) <= 12 and not SKIPPED_ZH.match(name) and is_name_zh(book, name):
                    found[name] += 1
                    doubted[name] += SAYS_ZH.match(clause, min(ends)) is not None and not FIRM_ZH.search(name)
    return [name for name, count in found.most_common() if count > doubted[name]]


def is_name_zh(book: Book, name: str) -> bool:
    inside = [match for register in ("metrics", "geographies") for match in book.names[register].find(name)]
    return (
        is_free(book, name)
        and not GENERIC_ZH.fullmatch(name)
        and not re.search(r"(?:年|半年|季度|月|期|上市公司)$|^人均", name)
        and not MEASURE_ZH.search(name)
        and not any(vocabulary(kind).whole(name) for kind in ("heads_zh", "changes"))
        and not vocabulary("pronouns").whole(name)
        and not periods(name)
        and not any(match.end == len(name) for match in inside)
        and (len(words_of(name)) > 1 or name.isascii())
    )
