# Words for people that no translator would see: string literals that read like English and do not stand in
# _(), N_() or n_(). For the screens, the sub-commands, the phones' pages, and what is said about files.
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
# makers of sentences, whose format may begin with a gap
my $sentence = qr/\b(?:lines_wrong|report_problem|report_note|PROBLEM_IN|remarks_add|sentence_make|problem|wrong)\(/;
my $column = qr/^\t\{(?:[A-Z_]+|"[a-z]{2}"), "[a-z0-9 ]+"\},$/; # csv.c: what is read, not said
my $string = qr/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/;

my %told;

sub complain {
	my ($file, $line, $literal) = @_;
	print "$file:$line: not in gettext: $literal\n" unless $told{"$file:$line:$literal"}++;
	$bad = 1;
}

sub tell_sentence {
	my ($file, $before, $call) = @_;
	while ($call =~ /("(?:[^"\\]|\\.)*")/g) {
		my ($literal, $above) = ($1, "$before$`");
		my $line = 1 + (() = $above =~ /\n/g);
		complain($file, $line, $literal) if $literal =~ /[a-z%] | [a-z%]/;
	}
}

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
	while ($c && $text =~ /$sentence(?:[^;"{]|$string)*;/g) {
		tell_sentence($file, $`, $&);
	}
	my $line = 0;
	for (split /\n/, $text) {
		$line++;
		next if /$column/;
		while (/($string)/g) {
			my $literal = $1;
			next if $literal =~ /%[-\d.*]*[a-z]|[<{}=\/]/ && $literal !~ /[A-Z][a-z]+ [a-z]+/;
			next if $own{$literal};
			my $words = $c ? qr/\b[A-Z]?[a-z]{2,} [a-z]{2,}\b|^"[A-Z][a-z]{3,}[.…!?]?"$/ : qr/\b[A-Z][a-z]+ [a-z]{2,}\b/;
			next unless $literal =~ $words;
			complain($file, $line, $literal);
		}
	}
}
exit $bad;
