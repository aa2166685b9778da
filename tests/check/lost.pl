# Texts in _(), N_(), n_() or ngettext() that are not in the file of texts: lost.pl POT FILE…
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);

my $string = qr/"(?:[^"\\]|\\.)*"/;
my $bad = 0;

sub joined { # what several literals in a row come to, escapes as they are
	my $literals = shift;
	return join '', map { substr $_, 1, -1 } $literals =~ /($string)/g;
}

my $pot = shift @ARGV;
open my $in, '<', $pot or die "$pot: $!";
my %known = map { joined($_) => 1 } do { local $/; <$in> } =~ /^msgid(?:_plural)?((?:\s*$string)+)/mg;

for my $file (@ARGV) {
	open my $from, '<', $file or die "$file: $!";
	my $text = do { local $/; <$from> };
	while ($text =~ /(?<![\w.])(?:_|N_|n_|ngettext)\(((?:\s*$string)+)/g) {
		my $said = joined($1);
		my $line = 1 + (() = $` =~ /\n/g);
		next if $known{$said} || $said eq '';
		print "$file:$line: the translators are not shown: $said\n";
		$bad = 1;
	}
}
exit $bad;
