# Words for people that no translator would see: string literals that read like English and do not stand in
# _(), N_() or n_(). For the screens, the sub-commands and the phones' pages.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);

my $bad = 0;
my %own = (
	'"English"' => 'each language is listed by its own name',
	'"Deutsch"' => 'likewise',
	'"tandem config"' => 'typed, not read',
);
my $string = qr/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/;

for my $file (@ARGV) {
	open my $in, '<', $file or die "$file: $!";
	local $/;
	my $text = <$in>;
	my $c = $file =~ /\.c$/;
	my $blank = sub { my $s = shift; $s =~ s/[^\n]//g; $s };
	$text =~ s{/\*.*?\*/}{$blank->($&)}gse;
	$text =~ s{(?<![:"'])//[^\n]*}{}g unless $c;
	$text =~ s/^\s*#.*$//mg if $c;
	$text =~ s/\b(?:N_|n_|_|ngettext)\(\s*(?:$string[\s,]*)+/$blank->($&)/gse;
	# what goes to the log and to whoever reads a broken invariant is not for people at the screen
	$text =~ s/\b(?:log_\w+|die|fail|complain|setenv|getenv)\([^;]*;/$blank->($&)/gse if $c;
	my $line = 0;
	for (split /\n/, $text) {
		$line++;
		while (/($string)/g) {
			my $literal = $1;
			next if $literal =~ /%[-\d.*]*[a-z]|[<{}=\/]/ && $literal !~ /[A-Z][a-z]+ [a-z]+/;
			next if $own{$literal};
			my $words = $c ? qr/\b[A-Z]?[a-z]{2,} [a-z]{2,}\b|^"[A-Z][a-z]{3,}[.…!?]?"$/ : qr/\b[A-Z][a-z]+ [a-z]{2,}\b/;
			next unless $literal =~ $words;
			print "$file:$line: not in gettext: $literal\n";
			$bad = 1;
		}
	}
}
exit $bad;
