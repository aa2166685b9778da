# Makes a pseudo-language of one English text, for msgfilter. First argument: "long" (40 % longer, with
# accents) or "mirrored" (letters of a script that runs from right to left). The header, formats
# (%s, %1$d) and names in braces are kept.
use strict;
use utf8;
use open qw(:std :utf8);

my $how = shift;
local $/;
my $text = <STDIN> // '';
if ($text =~ /^Project-Id-Version:/m) {
	$text =~ s/nplurals=.*/nplurals=2; plural=(n != 1);/;
	print $text;
	exit;
}
my $end = $text =~ s/\n\z// ? "\n" : '';
my @parts = split /(%(?:\d+\$)?[-+ 0#]*[\d.*]*[a-z%]+|\{[a-z]+\})/, $text;
for my $i (0 .. $#parts) {
	next if $i % 2;
	if ($how eq 'long') {
		$parts[$i] =~ tr/aeiouncyAEIOU/áéîöüñçýÅÉÎÖÜ/;
	} else {
		$parts[$i] =~ tr/a-zA-Z/ابسدهفجحيجكلمنوبقرستعفوخيزابسدهفجحيجكلمنوبقرستعفوخيز/;
	}
}
my $out = join '', @parts;
if ($how eq 'long' && length $text) {
	my $more = int(length($text) * 0.4 + 0.5);
	$out .= substr(' lo rem ip sum do lor sit amet con sec te tur adi pis cing' x 20, 0, $more);
}
print $out . $end;
